using Academy.Domain.Exams;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Manage.Exams;

/// <summary>合并考试: who has several exams due, and whose are combined and not begun.</summary>
public sealed class Combine(AcademyDbContext db, Releases releases, CombineExams combine, AcademySettings settings, TimeProvider clock) : ManagePage
{
    public IReadOnlyList<Line> Due { get; private set; } = [];
    public IReadOnlyList<Line> Combined { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var (now, names) = (clock.GetUtcNow(), await db.PositionNamesAsync(Organization, cancel));
        var several = await db.ExamAssignments.Where(a => a.OrganizationId == Organization && a.ClosedAt == null)
            .GroupBy(a => a.PersonId).Where(g => g.Count() > 1 || g.Any(a => a.Cycles.Count > 1)).Select(g => g.Key).ToListAsync(cancel);
        var files = (await PersonalFile.LoadAllAsync(db, releases, settings.Defaults, several, cancel)).OrderBy(f => f.Person.Name, StringComparer.Ordinal).ToList();
        Due = [.. files.Where(f => f.Person.Id != User.PersonId && f.Combinable(Organization, now).Count > 0).Select(f => LineOf(f, default, f.Combinable(Organization, now)))];
        Combined = [.. from file in files
                       from exam in file.Assignments
                       where exam is { IsCombined: true, ClosedAt: null } && exam.OrganizationId == Organization && file.SeatOf(exam) is null && !file.AttemptsFor(exam).Any(a => a.AssignmentId == exam.Id)
                       select LineOf(file, exam.Id, [exam])];

        Line LineOf(PersonalFile file, Guid exam, IEnumerable<ExamAssignment> exams) =>
            new(exam, file.Person.Id, file.Person.Name, [.. exams.SelectMany(e => e.Cycles).Select(c => names[file.Cycles.First(x => x.Id == c.CycleId).Position])]);
    }

    public async Task<IActionResult> OnPostAsync(IReadOnlyList<Guid> people, CancellationToken cancel)
    {
        var outcomes = new List<CombineOutcome>();
        foreach (var person in people.Distinct().Where(p => p != User.PersonId))
        {
            if (!await db.KnowsAsync(Organization, person, cancel)) return NotFound();
            outcomes.Add(await combine.RunAsync(person, Organization, User.PersonId, cancel));
        }

        if (outcomes.Count == 0) Problem = "先勾选要合并的人。";
        if (outcomes.Count(o => o is CombineOutcome.Done) is > 0 and var done) Status = $"{done} 人的考试已合并，卷子已抽好。";
        if (outcomes.Count(o => o is CombineOutcome.NotNow) is > 0 and var late) Problem = $"{late} 人现在不能合并：已经开考、进了考场或要补训。";
        if (outcomes.Count(o => o is CombineOutcome.BankTooSmall) is > 0 and var small) Problem = $"{small} 人没合并：题库不够抽一张合并的卷子，请分开考。";
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostSeparateAsync(Guid exam, CancellationToken cancel)
    {
        if (!await db.ExamAssignments.AnyAsync(a => a.Id == exam && a.OrganizationId == Organization, cancel)) return NotFound();
        if (await combine.SeparateAsync(exam, Organization, User.PersonId, cancel) is CombineOutcome.Done) Status = "已拆开，每个岗位单独考。";
        else Problem = "现在不能拆开：已经开考或进了考场。";
        return RedirectToPage();
    }

    /// <param name="AssignmentId">Of a combined exam.</param>
    public sealed record Line(Guid AssignmentId, Guid PersonId, string Name, IReadOnlyList<string> Positions);
}
