using System.Globalization;
using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Domain.Courses;
using Academy.Domain.Exams;
using Academy.Domain.Organizations;
using Academy.Domain.Questions;
using Academy.Domain.Training;

namespace Academy.Web.Components;

/// <summary>How days, instants and the domain's words are written for people.</summary>
public static class Texts
{
    private const string Weekdays = "日一二三四五六";

    /// <summary>2026-11-21 周六.</summary>
    public static string Day(DateOnly day) => $"{day:yyyy-MM-dd} 周{Weekdays[(int)day.DayOfWeek]}";

    /// <summary>2026-11-21 周六, or a dash.</summary>
    public static string Day(DateOnly? day) => day is { } some ? Day(some) : "—";

    /// <summary>2026-11-21 周六 14:05, in Beijing.</summary>
    public static string Moment(DateTimeOffset instant) => $"{Day(instant.Day())} {Clock(instant)}";

    /// <summary>14:05, in Beijing.</summary>
    public static string Clock(DateTimeOffset instant) => instant.ToOffset(BeijingTime.Offset).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>1 小时 20 分钟.</summary>
    public static string Minutes(int minutes) => (minutes / 60, minutes % 60) switch
    {
        (0, var rest) => $"{rest} 分钟",
        (var hours, 0) => $"{hours} 小时",
        var (hours, rest) => $"{hours} 小时 {rest} 分钟",
    };

    /// <summary>还剩 3 天, 今天到期, 逾期 2 天.</summary>
    public static string DaysLeft(DateOnly due, DateOnly today) => (due.DayNumber - today.DayNumber) switch
    {
        0 => "今天到期",
        > 0 and var left => $"还剩 {left} 天",
        var late => $"逾期 {-late} 天",
    };

    public static string Of(CycleState state) => state switch
    {
        CycleState.Assigned => "未开始",
        CycleState.Learning => "学习中",
        CycleState.ReadyForExam => "待考试",
        CycleState.Retraining => "补训中",
        CycleState.Blocked => "受阻",
        CycleState.Certified => "已取证",
        _ => "已关闭",
    };

    public static string Of(TrainingRound round) => round is TrainingRound.First ? "岗前培训" : "复训";

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

    public static string Of(CertificateState state) => state switch
    {
        CertificateState.Valid => "有效",
        CertificateState.Suspended => "暂停",
        CertificateState.Revoked => "已吊销",
        _ => "已换发",
    };

    public static string Of(CertificateAct act) => act switch
    {
        CertificateAct.Issued => "签发",
        CertificateAct.Suspended => "暂停",
        CertificateAct.Resumed => "恢复",
        CertificateAct.Revoked => "吊销",
        _ => "换发",
    };

    public static string Of(Outcome outcome) => outcome switch
    {
        Outcome.Passed => "合格",
        Outcome.FailedCritical => "红线题未过",
        _ => "不合格",
    };

    public static string Of(ExamMode mode) => mode switch
    {
        ExamMode.Supervised => "监考",
        ExamMode.Self => "自考",
        _ => "纸质",
    };

    public static string Of(RetrainingStep step) => step switch
    {
        RetrainingStep.Critical => "红线补训",
        RetrainingStep.First => "第一次不合格补训",
        RetrainingStep.Second => "第二次不合格补训",
        _ => "第三次不合格：暂停上岗（待补训）",
    };

    public static string Of(CompletedIn way) => way is CompletedIn.Online ? "线上" : "线下";

    /// <summary>Why somebody may not work.</summary>
    public static string Of(EligibilityGround ground)
    {
        ArgumentNullException.ThrowIfNull(ground);
        return ground.Reason switch
        {
            EligibilityReason.NotEngaged => "今天不在这个岗位上",
            EligibilityReason.NoCertificate => "还没取得合格证",
            EligibilityReason.Expired => $"合格证已于 {Day(ground.On)} 到期",
            EligibilityReason.Revoked => "合格证已吊销",
            EligibilityReason.SuspendedByDecision => "合格证被暂停",
            EligibilityReason.ThirdFail => "三次考试不合格，等当面补训和签字",
            EligibilityReason.LicenceLapsed => $"缺有效的法定证件：{ground.Detail}",
            _ => $"调到公众聚集场所，半年期已于 {Day(ground.On)} 到",
        };
    }

    /// <summary>The title of the card that teaches a knowledge point, with its lesson.</summary>
    public static string Of(KnowledgePoint point, Curriculum curriculum)
    {
        ArgumentNullException.ThrowIfNull(curriculum);
        return curriculum.FindCard(point) is { } card ? $"{curriculum.FindLesson(point.LessonId)!.Title}：{card.Title}" : point.ToString();
    }
}
