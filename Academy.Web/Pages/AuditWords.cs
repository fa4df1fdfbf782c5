using System.Text.RegularExpressions;
using Academy.Domain.Certificates;
using Academy.Domain.Exams;
using Academy.Domain.Inspections;
using Academy.Domain.Organizations;
using Academy.Domain.Training;
using Academy.Web.Components;

namespace Academy.Web.Pages;

/// <summary>The audit trail's verbs, as managers and administrators read them.</summary>
internal static partial class AuditWords
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
        ["exam.drawn"] = "抽好试卷",
        ["exam.combined"] = "合并考试",
        ["exam.separated"] = "拆开合并考试",
        ["exam.started"] = "开始考试",
        ["exam.graded"] = "考试评分",
        ["retraining.ordered"] = "生成补训单",
        ["retraining.lifted"] = "取消补训单",
        ["exam.regraded"] = "重新评分",
        ["correction.proposed"] = "提出题目更正",
        ["correction.confirmed"] = "确认题目更正",
        ["correction.rejected"] = "退回题目更正",
        ["correction.applied"] = "题目更正做完",
        ["certificate.issued"] = "签发合格证",
        ["certificate.suspended"] = "暂停合格证",
        ["certificate.resumed"] = "恢复合格证",
        ["certificate.revoked"] = "吊销合格证",
        ["certificate.superseded"] = "合格证由新证代替",
        ["certificate.reissued"] = "换发合格证",
        ["certificate.lost"] = "挂失合格证",
        ["photo.proposed"] = "上传照片",
        ["photo.confirmed"] = "照片与本人相符",
        ["photo.refused"] = "照片与本人不符",
        ["retraining.confirmed"] = "确认补训",
        ["retraining.signed"] = "签字：当面补训与实操",
        ["licence.registered"] = "登记法定证件",
        ["licence.withdrawn"] = "撤销法定证件登记",
        ["practical.recorded"] = "记录实操考核",
        ["cohort.opened"] = "开培训班",
        ["classroom.planned"] = "安排线下培训",
        ["classroom.closed"] = "线下培训签退",
        ["classroom.signed-in"] = "线下培训签到",
        ["exam.lease"] = "开始作答",
        ["exam.taken-over"] = "换设备作答",
        ["room.opened"] = "开考场",
        ["room.started"] = "全体开始考试",
        ["room.paused"] = "火警暂停考试",
        ["room.resumed"] = "继续考试",
        ["room.closed"] = "关闭考场",
        ["room.station-opened"] = "开考试机",
        ["seat.taken"] = "进考场",
        ["seat.checked-in"] = "核对本人，允许入场",
        ["seat.sent-away"] = "不是本人，请出考场",
        ["seat.granted"] = "批准加时或朗读",
        ["seat.called"] = "叫到考试机",
        ["seat.recalled"] = "收回考试机",
        ["station.begun"] = "在考试机上作答",
        ["exam.extended"] = "延长考试时间",
        ["exam.take-over-released"] = "放行换设备",
        ["exam.collected"] = "监考人收卷",
        ["paper.opened"] = "出纸质试卷",
        ["paper.printed"] = "打印试卷",
        ["paper.reprinted"] = "补印试卷",
        ["paper.recorded"] = "记录纸质考试的时间和缺考",
        ["paper.cancelled"] = "取消纸质考试",
        ["paper.taken-back"] = "收回没考的试卷",
        ["paper.keyed"] = "录完纸质试卷",
        ["paper.taken-over"] = "改由另一人录入",
        ["paper.scanned"] = "上传试卷扫描件",
        ["paper.sent-back"] = "退回录入",
        ["paper.differed"] = "两次录入不一致",
        ["paper.confirmed"] = "核对一致，确认录入",
        ["exam.printed"] = "试卷印成纸质",
        ["certificate.inspected"] = "检查扫码",
        ["certificate.compared"] = "核对人证",
        ["photos.packed"] = "下载场所照片",
        ["code.reported"] = "举报证件",
        ["code.report-closed"] = "处理举报",
        ["inspector.over-quota"] = "检查人员查看次数用完",
        ["codes.replayed"] = "按签发日志恢复",
        ["codes.declared-missing"] = "宣布签发日志缺失，进入恢复",
        ["codes.given-up"] = "结束恢复：签发日志找不到",
        ["codes.revoked"] = "吊销只剩日志的证",
        ["keys.alarm"] = "密钥警报：签名对，没发过这张证",
        ["account.phrase-set"] = "设暗语",
        ["certificate.reported"] = "举报可疑的码",
        ["inspection.started"] = "开始检查",
        ["inspection.entered"] = "补录上级检查",
        ["inspection.roll-called"] = "点名",
        ["inspection.identified"] = "核对身份证件点到",
        ["inspection.drawn"] = "双随机抽取",
        ["inspection.ended"] = "检查结束，陪同人签字",
        ["quiz.started"] = "现场抽问",
        ["quiz.passed"] = "抽问合格",
        ["quiz.failed"] = "抽问不合格，派发培训",
        ["finding.recorded"] = "记录问题",
        ["finding.rectified"] = "整改",
        ["finding.closed"] = "复查通过，销号",
        ["finding.reopened"] = "复查不通过，退回整改",
        ["lookback.planned"] = "安排回头看",
        ["inspector.assigned"] = "分配检查范围",
        ["inspector.assignment-ended"] = "收回检查范围",
        ["guest.let-in"] = "迎检：请检查人员进来",
        ["guest.entered"] = "迎检：检查人员进来了",
        ["guest.revoked"] = "迎检：收回",
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
        ["keys.rotated"] = "生成下一批签名密钥",
        ["key.condemned"] = "作废签名密钥",
        ["trust.signed"] = "签发信任包",
        ["demo.seeded"] = "装入演示数据",
    };

    /// <summary>What an action's detail says in words of its own; numbers, ids and what people wrote stay as they are.</summary>
    private static readonly Dictionary<string, Dictionary<string, string>> Details = new(StringComparer.Ordinal)
    {
        ["cycle.moved"] = OfAll<CycleState>(Texts.Of),
        ["cycle.assigned"] = OfAll<TrainingRound>(Texts.Of),
        ["role.granted"] = OfAll<Role>(Texts.Of),
        ["role.ended"] = OfAll<Role>(Texts.Of),
        ["exam.graded"] = OfAll<Outcome>(Texts.Of),
        ["exam.regraded"] = OfAll<Outcome>(Texts.Of),
        ["retraining.ordered"] = OfAll<RetrainingStep>(Texts.Of),
        ["exam.drawn"] = new() { ["number"] = "考次", ["Full"] = "整卷", ["Critical"] = "红线补考", ["seed"] = "随机数", ["release"] = "内容版本" },
        ["exam.started"] = new() { ["number"] = "考次", ["Full"] = "整卷", ["Critical"] = "红线补考" },
        ["seat.granted"] = new() { ["minutes"] = "加时分钟", ["aloud"] = "朗读" },
        ["exam.extended"] = new() { ["minutes"] = "分钟" },
        ["paper.opened"] = new() { ["sheets"] = "份数" },
        ["paper.printed"] = new() { ["sheets"] = "份数" },
        ["paper.recorded"] = new() { ["minutes"] = "分钟", ["present"] = "到场", ["absent"] = "缺考" },
        ["paper.differed"] = new() { ["items"] = "题号" },
        ["certificate.issued"] = new() { ["attempt"] = "答卷", ["key"] = "密钥", ["payload"] = "码内容" },
        ["certificate.reissued"] = new() { ["key"] = "密钥", ["payload"] = "码内容", ["Renamed"] = "姓名更正", ["NewPhoto"] = "换照片", ["Lost"] = "卡丢失", ["KeyChanged"] = "签名密钥更换", ["Restored"] = "恢复备份" },
        ["certificate.revoked"] = Grounds,
        ["certificate.suspended"] = Grounds,
        ["certificate.resumed"] = Grounds,
        ["certificate.inspected"] = Enum.GetValues<VerificationResult>().ToDictionary(r => r.WireCode(), Of, StringComparer.Ordinal),
        ["codes.replayed"] = new() { ["codes"] = "张证找回", ["changes"] = "处变更", ["Valid"] = "有效", ["Revoked"] = "吊销", ["Suspended"] = "暂停", ["Superseded"] = "换发" },
        ["inspector.over-quota"] = new() { ["looks"] = "查看证件", ["photos"] = "下载照片" },
        ["photos.packed"] = new() { ["photos"] = "张数", ["venue"] = "场所" },
        ["certificate.compared"] = new() { ["Same"] = "人证相符", ["Different"] = "人证不符" },
        ["practical.recorded"] = new() { ["passed"] = "合格", ["failed"] = "不合格" },
        ["cohort.opened"] = new() { ["position"] = "岗位", ["people"] = "人" },
        ["classroom.planned"] = new() { ["lessons"] = "节" },
        ["classroom.signed-in"] = new() { ["people"] = "人" },
        ["classroom.closed"] = new() { ["present"] = "人到场", ["passed"] = "人通过" },
        ["account.activated"] = new() { ["pin"] = "设了 PIN", ["password"] = "设了密码" },
        ["keys.created"] = new() { ["demo"] = "示范密钥" },
        ["inspection.started"] = OfAll<InspectionKind>(Texts.Of),
        ["inspection.roll-called"] = new() { ["people"] = "人" },
        ["inspection.drawn"] = new() { ["seed"] = "随机数", ["people"] = "人", ["venues"] = "场所" },
        ["inspection.ended"] = new() { ["typed"] = "代签方式：键入", ["drawn"] = "手写签名" },
        ["quiz.started"] = new() { ["position"] = "岗位" },
        ["quiz.passed"] = new() { ["wrong"] = "答错" },
        ["quiz.failed"] = new() { ["wrong"] = "答错" },
        ["finding.recorded"] = new(OfAll<FindingKind>(Texts.Of).Concat(OfAll<Severity>(Texts.Of)), StringComparer.Ordinal),
        ["inspector.assigned"] = OfAll<VenueKind>(Texts.Of),
        ["demo.seeded"] = new() { ["load"] = "压力测试数据" },
    };

    private static Dictionary<string, string> Grounds => new()
    {
        [nameof(EligibilityReason.NotEngaged)] = "已离岗",
        [nameof(EligibilityReason.NoCertificate)] = "没有合格证",
        [nameof(EligibilityReason.Expired)] = "合格证过期",
        [nameof(EligibilityReason.Revoked)] = "合格证已吊销",
        [nameof(EligibilityReason.SuspendedByDecision)] = "单位决定暂停",
        [nameof(EligibilityReason.SuspendedByRegrade)] = "题目更正后考试不合格",
        [nameof(EligibilityReason.ThirdFail)] = "第三次考试不合格",
        [nameof(EligibilityReason.LicenceLapsed)] = "法定证件失效",
        [nameof(EligibilityReason.VenueTermRun)] = "公众聚集场所已到半年",
        [nameof(EligibilityReason.SeasonOnly)] = "只通过季节工岗前包",
        [nameof(EligibilityReason.SeasonOver)] = "限定上岗到期",
        ["Transferred"] = "调离",
    };

    /// <summary>Every known action.</summary>
    public static IEnumerable<string> Actions => Words.Keys;

    /// <summary>In words; an action without any as it is written.</summary>
    public static string Of(string action) => Words.GetValueOrDefault(action, action);

    /// <summary>The detail in words; null where there is none.</summary>
    public static string? Of(string action, string? detail) =>
        detail is not null && Details.TryGetValue(action, out var words) ? Token().Replace(detail, token => words.GetValueOrDefault(token.Value, token.Value)) : detail;

    /// <summary>The result of a scan in words.</summary>
    public static string Of(VerificationResult result) => result is VerificationResult.ForgedKeyAlarm ? "伪造：签名对，没发过这张证" : VerdictWords.Of(result).Word;

    private static Dictionary<string, string> OfAll<T>(Func<T, string> word) where T : struct, Enum => Enum.GetValues<T>().ToDictionary(v => v.ToString(), word, StringComparer.Ordinal);

    [GeneratedRegex("[A-Za-z_]+")]
    private static partial Regex Token();
}
