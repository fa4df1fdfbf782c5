using System.Globalization;
using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Domain.Courses;
using Academy.Domain.Exams;
using Academy.Domain.Inspections;
using Academy.Domain.Organizations;
using Academy.Domain.Questions;
using Academy.Domain.Training;

namespace Academy.Web.Components;

/// <summary>Domain values in the words people read. Every refusal says why and what to do next.</summary>
public static class Texts
{
    private const string Weekdays = "日一二三四五六";

    /// <summary>2026-11-21 周六.</summary>
    public static string Day(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd} 周{Weekdays[(int)day.DayOfWeek]}");

    /// <summary>2026-11-21 周六 14:03, Beijing time.</summary>
    public static string Moment(DateTimeOffset instant) => string.Create(CultureInfo.InvariantCulture, $"{Day(instant.Day())} {instant.ToOffset(BeijingTime.Offset):HH:mm}");

    /// <summary>14:03, Beijing time.</summary>
    public static string Clock(DateTimeOffset instant) => instant.ToOffset(BeijingTime.Offset).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>14:03:22, Beijing time.</summary>
    public static string Second(DateTimeOffset instant) => instant.ToOffset(BeijingTime.Offset).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>还剩 3 天, 今天到期, 逾期 2 天.</summary>
    public static string DaysLeft(DateOnly due, DateOnly today) => (due.DayNumber - today.DayNumber) switch
    {
        0 => "今天到期",
        > 0 and var left => $"还剩 {left} 天",
        var late => $"逾期 {-late} 天",
    };

    /// <summary>2 小时 5 分钟; what is under a minute is 1 分钟.</summary>
    public static string Duration(TimeSpan span)
    {
        var minutes = Math.Max(1, (int)Math.Ceiling(span.TotalMinutes));
        return minutes < 60 ? $"{minutes} 分钟" : minutes % 60 == 0 ? $"{minutes / 60} 小时" : $"{minutes / 60} 小时 {minutes % 60} 分钟";
    }

    /// <summary>3.6 学时 of 45 minutes.</summary>
    public static string StudyHours(int minutes) => string.Create(CultureInfo.InvariantCulture, $"{(double)minutes / Domain.Courses.StudyHours.Minutes:0.#} 学时");

    public static string Of(QuestionKind kind) => kind switch
    {
        QuestionKind.Single => "单选题",
        QuestionKind.Multiple => "多选题",
        QuestionKind.Judge => "判断题",
        QuestionKind.Fill => "填空题",
        QuestionKind.Order => "排序题",
        QuestionKind.Match => "匹配题",
        _ => "情景题",
    };

    /// <summary>Why what stands in an answer's fields was not taken, and what to do.</summary>
    public static string Of(FormFault fault) => fault switch
    {
        FormFault.StepTwice => "这一题没保存：有两行选了同一步。每步只能用一次，改好再交。",
        FormFault.StepMissing => "这一题没保存：还有几行没选第几步。全部选好再交。",
        FormFault.EntryTwice => "这一题没保存：同一项选了两次。每项只能用一次，改好再交。",
        FormFault.UnfitText => $"这一题没保存：每空最多 {Response.MostText} 个字，不能有特殊符号。改短再交。",
        _ => "这一题没保存：选的不是这里的选项。重新选好再交。",
    };

    public static string Of(ExamMode mode) => mode switch
    {
        ExamMode.Supervised => "监考",
        ExamMode.Self => "自考",
        _ => "纸质",
    };

    public static string Of(Outcome outcome) => outcome switch
    {
        Outcome.Passed => "合格",
        Outcome.FailedCritical => "红线题没过",
        _ => "不合格",
    };

    /// <summary>What a correction of a key did to a certificate.</summary>
    public static string Of(CertificateEffect effect) => effect switch
    {
        CertificateEffect.Issued => "签发",
        CertificateEffect.Suspended => "暂停",
        CertificateEffect.Resumed => "恢复",
        _ => "没变",
    };

    /// <summary>What a correction of a key did to a retraining order.</summary>
    public static string Of(OrderEffect effect) => effect switch
    {
        OrderEffect.Lifted => "取消",
        OrderEffect.Ordered => "新开一张",
        OrderEffect.Replaced => "换一张",
        _ => "没变",
    };

    /// <summary>Why papers cannot be marked by a newer version of a question, and what to do.</summary>
    public static string Of(ShapeFault fault) => fault switch
    {
        ShapeFault.Kind => "两版的题型不一样，旧答卷对不上新题。题库里把题型改回来再发布，才能更正。",
        ShapeFault.Parts => "两版的小题不一样，旧答卷对不上新题。题库里保持小题的编号和数量再发布，才能更正。",
        ShapeFault.Options => "两版的选项数不一样，旧答卷对不上新题。题库里保持选项数再发布，才能更正。",
        ShapeFault.Blanks => "两版的空数不一样，旧答卷对不上新题。题库里保持空数再发布，才能更正。",
        _ => "选项换了位置又改了字，分不清哪个是哪个。题库里只换位置或只改字，再发布，才能更正。",
    };

    public static string Of(CycleState state) => state switch
    {
        CycleState.Assigned => "还没开始",
        CycleState.Learning => "学习中",
        CycleState.ReadyForExam => "待考试",
        CycleState.Retraining => "补训中",
        CycleState.Blocked => "受阻",
        CycleState.Certified => "已取证",
        _ => "已关闭",
    };

    public static string Of(CertificateState state) => state switch
    {
        CertificateState.Valid => "有效",
        CertificateState.Suspended => "已暂停",
        CertificateState.Revoked => "已吊销",
        _ => "已换发",
    };

    public static string Of(SubmittedBy by) => by switch
    {
        SubmittedBy.Candidate => "本人交卷",
        SubmittedBy.Deadline => "到时自动交卷",
        _ => "监考人收卷",
    };

    /// <summary>Why somebody may not work, with its basis.</summary>
    public static string Of(EligibilityGround ground) => ground.Reason switch
    {
        EligibilityReason.NotEngaged => "没有在这个单位的这个岗位上（本单位用工记录）",
        EligibilityReason.NoCertificate => "还没取得岗位合格证（安全生产法 第28条：未经培训合格不得上岗）",
        EligibilityReason.Expired => $"合格证已于 {Day(ground.On!.Value)} 到期，要先复训（本单位培训要求）",
        EligibilityReason.Revoked => "合格证已吊销（本单位决定）",
        EligibilityReason.SuspendedByDecision => "合格证被暂停（本单位决定）",
        EligibilityReason.SuspendedByRegrade => "题目更正后，考试不合格，合格证暂停（平台考试规则）。补训后再考，换发新证",
        EligibilityReason.ThirdFail => "第三次考试不合格，暂停上岗（待补训）（平台默认规则）",
        EligibilityReason.LicenceLapsed => $"缺少有效的法定证件：{ground.Detail}（岗位培训要求）",
        EligibilityReason.SeasonOnly => $"通过了季节工岗前包，只做：{ground.Detail}。到 {Day(ground.On!.Value)} 为止；在这之前学完全部岗前培训、考试合格（平台默认规则）",
        EligibilityReason.SeasonOver => $"限定上岗到 {Day(ground.On!.Value)} 为止，全部岗前培训还没完成（平台默认规则）",
        _ => $"公众聚集场所每半年培训一次，{Day(ground.On!.Value)} 已到半年（61号令 第36条）",
    };

    /// <summary>Why an exam cannot be begun, and what to do.</summary>
    public static string Of(EntryRefusal refusal, DateTimeOffset now) => refusal.Reason switch
    {
        EntryRefusalReason.AssignmentClosed => "这场考试已经结束，不用再考。",
        EntryRefusalReason.CycleClosed => "这次培训已关闭。要继续，请找安全管理员。",
        EntryRefusalReason.LearningIncomplete => $"还差 {refusal.Left} 项没学完。先学完，再考试。",
        EntryRefusalReason.LicenceMissing => $"缺少有效的法定证件：{refusal.Detail}。请把原件给安全管理员登记。",
        EntryRefusalReason.RetrainingIncomplete => $"补训还差 {refusal.Left} 项。做完补训才能再考。",
        EntryRefusalReason.AwaitingConfirmation => "补训做完了，等安全管理员确认。",
        EntryRefusalReason.AwaitingSignature => "第三次不合格，要先面授和实操，由安全管理员签字。",
        EntryRefusalReason.WaitNotOver => $"等候时间没到，{Moment(refusal.Until!.Value)} 之后可以考，还有 {Duration(refusal.Until.Value - now)}。",
        EntryRefusalReason.OnPaper => "这场考试用纸笔考，等安全管理员安排考场。",
        EntryRefusalReason.PaperOut => "试卷已经印成纸质，到考场用纸笔考，不能再在手机上考。要改在手机上考，请安全管理员收回试卷。",
        EntryRefusalReason.PaperCollected => "纸质试卷已经交了，正在录入和核对。出了成绩，在“考试”里看。",
        EntryRefusalReason.BeingSat => "正在手机上考这场考试，或交了卷还没出成绩。",
        EntryRefusalReason.RoomHeld => "已经核对过，请等监考人宣布开始。",
        _ => "要等监考人核对身份后才能开始。",
    };

    /// <summary>The same as of another hour than now: without how long it is still.</summary>
    public static string Of(EntryRefusal refusal) => refusal.Until is { } until ? $"等候时间没到，{Moment(until)} 之后可以考。" : Of(refusal, default);

    /// <summary>Why an invigilator's act was not done, and what to do.</summary>
    /// <param name="notNow">The sentence for an act that came at the wrong time.</param>
    public static string Of(RoomOutcome outcome, string notNow) => outcome switch
    {
        RoomOutcome.Self => "不能给自己监考，请另一位安全管理员办。",
        RoomOutcome.Closed => "考场已经关闭。要继续，请另开一个考场。",
        _ => notNow,
    };

    /// <summary>Why something was not done with printed papers, and what to do.</summary>
    /// <param name="notNow">The sentence for an act that came at the wrong time.</param>
    public static string Of(PaperOutcome outcome, string notNow) => outcome switch
    {
        PaperOutcome.Self => "这里有你自己的试卷，请另一位安全管理员办。",
        PaperOutcome.Future => "收卷时间还没到。填实际收卷的时间。",
        PaperOutcome.EndsBeforeItBegins => "收卷要晚于开考，同一天之内。",
        PaperOutcome.BeforeThePapers => "开考不能早于试卷出好的时间。检查日期和时间。",
        PaperOutcome.TooLong => $"一场最长 {PaperSession.Longest.TotalHours} 小时。检查日期和时间。",
        PaperOutcome.NeedsAdministrator => "收卷已经超过一天，补记要请系统管理员办。",
        PaperOutcome.NotAdmitted => "有人在开考时还不能考。改正时间，或把他们勾为缺考，这份不算。",
        PaperOutcome.KeyedByOther => "另一个人正在录入这份试卷，你的没有保存。",
        PaperOutcome.Stale => "这份试卷在另一页上录过了，这一页没有保存。打开最新的一页再录。",
        PaperOutcome.Incomplete => "还有题没录。每题都要有答案，或标明“没答”“看不清”。",
        PaperOutcome.SameHand => "这份是你录入的，请另一个人核对。",
        PaperOutcome.NoScan => "还没有扫描件，不能确认。先上传扫描件。",
        PaperOutcome.Differs => "两次录入不一样。看扫描件：你录错了就改正再交；第一次录错了就退回。",
        _ => notNow,
    };

    public static string Of(PaperSheetState state) => state switch
    {
        PaperSheetState.Out => "已出卷",
        PaperSheetState.TakenBack => "没考，已收回",
        PaperSheetState.Collected => "等录入",
        PaperSheetState.Keyed => "等核对",
        _ => "已确认",
    };

    public static string Of(KeyedAs said) => said switch
    {
        KeyedAs.Blank => "没答",
        KeyedAs.Unclear => "看不清或填得不对",
        _ => "有答案",
    };

    /// <summary>What a retraining order is, in a word.</summary>
    public static string Of(RetrainingStep step) => step switch
    {
        RetrainingStep.Critical => "红线补训",
        RetrainingStep.First => "第一次补训",
        RetrainingStep.Second => "第二次补训",
        _ => "暂停上岗补训",
    };

    public static string Of(TrainingRound round) => round switch
    {
        TrainingRound.First => "岗前培训",
        TrainingRound.Renewal => "复训",
        _ => "季节工岗前包",
    };

    public static string Of(EngagementKind kind) => kind switch
    {
        EngagementKind.Permanent => "正式",
        EngagementKind.Dispatched => "派遣",
        EngagementKind.Outsourced => "外包",
        EngagementKind.Seasonal => "季节",
        EngagementKind.PartTime => "兼职",
        EngagementKind.Rehired => "退休返聘",
        EngagementKind.Intern => "实习",
        EngagementKind.Tenant => "商户",
        _ => "志愿",
    };

    public static string Of(Role role) => role switch
    {
        Role.Employee => "员工",
        Role.TeamLeader => "班组长",
        Role.SafetyManager => "安全管理员",
        Role.Head => "单位负责人",
        Role.Inspector => "检查人员",
        _ => "系统管理员",
    };

    public static string Of(VenueKind kind) => kind switch
    {
        VenueKind.ScenicArea => "景区",
        VenueKind.Museum => "文博",
        VenueKind.Hotel => "酒店",
        VenueKind.Homestay => "民宿",
        VenueKind.Entertainment => "歌舞娱乐",
        VenueKind.Theatre => "演出放映",
        VenueKind.TravelAgency => "旅行社",
        VenueKind.StudyTour => "研学",
        _ => "活动",
    };

    public static string Of(CertificateAct act) => act switch
    {
        CertificateAct.Issued => "签发",
        CertificateAct.Suspended => "暂停",
        CertificateAct.Resumed => "恢复",
        CertificateAct.Revoked => "吊销",
        CertificateAct.ReportedLost => "挂失",
        CertificateAct.Reissued => "换发",
        _ => "由新证代替",
    };

    public static string Of(ReissueReason why) => why switch
    {
        ReissueReason.Renamed => "姓名更正",
        ReissueReason.NewPhoto => "换照片",
        ReissueReason.Lost => "卡丢失",
        ReissueReason.Restored => "恢复备份",
        _ => "签名密钥更换",
    };

    public static string Of(InspectionKind kind) => kind switch
    {
        InspectionKind.Routine => "日常检查",
        InspectionKind.Random => "双随机抽查",
        InspectionKind.LookBack => "回头看",
        _ => "上级检查（补录）",
    };

    public static string Of(FindingKind kind) => kind switch
    {
        FindingKind.Uncertified => "无证上岗",
        FindingKind.Expired => "证件过期",
        FindingKind.Mismatch => "人证不符",
        FindingKind.Unanswered => "答不上现场题",
        FindingKind.Responsibility => "安全生产责任落实",
        FindingKind.FirePrevention => "火灾防控",
        FindingKind.Evacuation => "突发事件疏散",
        FindingKind.Education => "安全生产教育宣传",
        FindingKind.PublicHealth => "公共卫生",
        _ => "值班值守",
    };

    public static string Of(Severity severity) => severity switch
    {
        Severity.Ordinary => "一般",
        Severity.Serious => "较重",
        _ => "重大",
    };

    public static string Of(FindingState state) => state switch
    {
        FindingState.Open => "待整改",
        FindingState.Rectified => "待复查",
        FindingState.Closed => "已销号",
        _ => "退回整改",
    };

    public static string Of(FindingAct act) => act switch
    {
        FindingAct.Found => "发现",
        FindingAct.Rectified => "整改",
        FindingAct.Reopened => "复查不通过，退回整改",
        _ => "复查通过，销号",
    };

    public static string Of(CompletedIn way) => way is CompletedIn.Online ? "线上" : "线下";

    /// <summary>The card that teaches a knowledge point, with its lesson.</summary>
    public static string Of(KnowledgePoint point, Curriculum curriculum) =>
        curriculum.FindCard(point) is { } card ? $"{curriculum.FindLesson(point.LessonId)!.Title}：{card.Title}" : point.ToString();
}
