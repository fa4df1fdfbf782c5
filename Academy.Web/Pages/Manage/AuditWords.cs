namespace Academy.Web.Pages.Manage;

/// <summary>The audit trail's verbs about one person's training, as managers read them.</summary>
internal static class AuditWords
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["engagement.started"] = "入职登记",
        ["engagement.ended"] = "办离岗",
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
        ["practical.recorded"] = "记录实操考核",
    };

    /// <summary>In words; an action without any as it is written.</summary>
    public static string Of(string action) => Words.GetValueOrDefault(action, action);
}
