using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Domain.Exams;
using Academy.Domain.Organizations;
using Academy.Domain.Training;
using Academy.Web.Components;
using Academy.Web.Operations;

namespace Academy.Web.Pages;

/// <summary>One position of a person as 首页 shows it.</summary>
public sealed record Today(string Name, WorkStatus Status, IReadOnlyList<Today.Todo> Tasks)
{
    /// <summary>One thing to do.</summary>
    public sealed record Todo(Pictogram Icon, string Title, string Hint, string Url, Progress? Progress);

    private const int SoonDays = 30;

    /// <summary>Says what the rules judge, and the one next step.</summary>
    public static Today Of(PersonalFile file, Engagement engagement, int position, string name, DateTimeOffset now)
    {
        var day = now.Day();
        var eligibility = file.EligibilityOf(engagement.OrganizationId, position, day);
        var cycle = file.Cycles.LastOrDefault(c => c.OrganizationId == engagement.OrganizationId && c.Position == position && c.IsOpen);
        var tasks = cycle is null ? [] : TasksOf(file, cycle, now).ToList();
        var answer = eligibility switch
        {
            { Status: EligibilityStatus.NotEligible } => WorkAnswer.MayNotWork,
            { Status: EligibilityStatus.Limited } => WorkAnswer.Limited,
            _ when eligibility.Until < day.AddDays(SoonDays) => WorkAnswer.ExpiresSoon,
            _ => WorkAnswer.MayWork,
        };
        IReadOnlyList<string> reasons = eligibility.Grounds.Count > 0 ? [.. eligibility.Grounds.Select(Texts.Of)] : [$"合格证有效到 {Texts.Day(eligibility.Until!.Value)}"];
        var next = tasks.Find(t => t.Url.Length > 0) is { } first ? new NextStep(first.Title, first.Url)
            : answer is WorkAnswer.MayWork or WorkAnswer.ExpiresSoon ? new NextStep("出示证件", $"/certificates/{file.NewestCertificate(engagement.OrganizationId, position)?.Id}/live")
            : null;
        return new Today(name, new WorkStatus(answer, $"{file.Person.Name} · {name}", reasons, next), tasks);
    }

    private static IEnumerable<Todo> TasksOf(PersonalFile file, TrainingCycle cycle, DateTimeOffset now)
    {
        var facts = file.FactsOf(cycle, now.Day());
        if (facts.OpenOrder is { } order)
        {
            var left = order.Tasks.Count(t => t.DoneAt is null);
            yield return new Todo(Pictogram.LockOpen, "去补训", Hint(order), $"/learn/retraining/{order.Id}", new Progress(Texts.Of(order.Step), order.Tasks.Count - left, order.Tasks.Count, "项"));
            yield break;
        }

        var lessons = file.LessonsOf(cycle);
        if (facts.LessonsLeft > 0)
        {
            yield return new Todo(Pictogram.Book, "去学习", $"还差 {facts.LessonsLeft} 小节", "/learn", new Progress("必修小节", lessons.Count - facts.LessonsLeft, lessons.Count, "小节"));
        }

        if (!facts.HoursComplete)
        {
            var left = file.ClassroomMinutesRequired(cycle) - file.ClassroomMinutes(cycle);
            yield return new Todo(Pictogram.People, "线下培训", $"还差 {Texts.StudyHours(left)}，等安全管理员安排", "", null);
        }

        foreach (var licence in facts.LicencesMissing) yield return new Todo(Pictogram.Card, $"登记法定证件：{licence}", "把原件给安全管理员看", "", null);
        if (file.Assignments.FirstOrDefault(a => a.ClosedAt is null && a.Cycles.Any(c => c.CycleId == cycle.Id)) is { } assignment && !facts.HasPassed)
        {
            var open = file.Attempts.FirstOrDefault(a => a.AssignmentId == assignment.Id && a.IsOpen);
            var refusals = EntryRules.Check(file.EntryOf(assignment, now), now);
            yield return open is not null
                ? new Todo(Pictogram.Exam, "继续考试", $"还剩 {Texts.Duration(open.Left(now))}", $"/exams/attempts/{open.Id}", null)
                : new Todo(Pictogram.Exam, "去考试", refusals.Count == 0 ? "现在可以考" : Texts.Of(refusals[0], now), $"/exams/{assignment.Id}", null);
        }

        if (facts.HasPassed && !facts.PracticalPassed) yield return new Todo(Pictogram.Extinguisher, "实操考核", "理论已通过，等安全管理员安排实操", "", null);
    }

    private static string Hint(RetrainingOrder order) => order switch
    {
        { TasksDone: true, NeedsConfirmation: true } => "都做完了，等安全管理员确认",
        { TasksDone: true, NeedsSignature: true } => "等面授和实操签字",
        _ => "做完补训才能再考",
    };
}
