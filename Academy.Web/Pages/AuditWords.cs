namespace Academy.Web.Pages;

/// <summary>The audit trail's verbs, as managers and administrators read them.</summary>
internal static class AuditWords
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["engagement.started"] = "入职登记",
        ["engagement.ended"] = "办离岗",
        ["engagement.corrected"] = "更正用工",
        ["engagement.moved"] = "调场所或部门",
        ["person.corrected"] = "更正姓名或手机号",
        ["position.taken"] = "加岗位",
        ["position.ended"] = "结束岗位",
        ["cycle.assigned"] = "派发培训",
        ["cycle.moved"] = "培训状态变化",
        ["exam.assigned"] = "安排考试",
        ["exam.started"] = "开始考试",
        ["exam.graded"] = "考试评分",
        ["retraining.ordered"] = "生成补训单",
        ["certificate.issued"] = "签发合格证",
        ["certificate.suspended"] = "暂停合格证",
        ["certificate.resumed"] = "恢复合格证",
        ["certificate.revoked"] = "吊销合格证",
        ["retraining.confirmed"] = "确认补训",
        ["retraining.signed"] = "签字：当面补训与实操",
        ["licence.registered"] = "登记法定证件",
        ["licence.withdrawn"] = "撤销法定证件登记",
        ["practical.recorded"] = "记录实操考核",
        ["cohort.opened"] = "开培训班",
        ["classroom.planned"] = "安排线下培训",
        ["classroom.closed"] = "线下培训签退",
        ["exam.lease"] = "换设备作答",
        ["certificate.inspected"] = "检查扫码",
        ["certificate.compared"] = "核对人证",
        ["organization.opened"] = "新建单位",
        ["organization.corrected"] = "更正单位资料",
        ["venue.corrected"] = "更正场所",
        ["department.renamed"] = "部门改名",
        ["venue.added"] = "添加场所",
        ["department.added"] = "添加部门",
        ["role.granted"] = "任命角色",
        ["role.ended"] = "收回角色",
        ["administrator.created"] = "新建系统管理员",
        ["slip.issued"] = "发激活单",
        ["account.activated"] = "激活账号",
        ["device.revoked"] = "移除设备",
        ["content.published"] = "发布内容",
        ["keys.created"] = "生成签名密钥",
        ["demo.seeded"] = "装入演示数据",
    };

    /// <summary>Every known action.</summary>
    public static IEnumerable<string> Actions => Words.Keys;

    /// <summary>In words; an action without any as it is written.</summary>
    public static string Of(string action) => Words.GetValueOrDefault(action, action);
}
