using Academy.Domain;
using Academy.Web.Components;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Operations;
using Academy.Web.Pages.Manage.People;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Manage.Cohorts;

/// <summary>One 培训班: who is how far and what each still needs.</summary>
public sealed class Show(AcademyDbContext db, Releases releases, AcademySettings settings, TimeProvider clock) : ManagePage
{
    public DateOnly Today { get; private set; }
    public CohortLine Cohort { get; private set; } = null!;
    public IReadOnlyList<(CohortMember Member, IReadOnlyList<string> Missing)> People { get; private set; } = [];

    /// <summary>催学: for the group chat. It names nobody, because whoever is named there may have failed.</summary>
    public string Reminder => $"【{Cohort.Name}】请在 {Texts.Day(Cohort.DueOn)} 前学完并考试合格。已取证 {Cohort.Certified} 人，还有 {Cohort.Open} 人。打开 {settings.PublicUrl.TrimEnd('/')}/learn 接着学，首页会告诉你还差什么。有困难找班组长。";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        Today = now.Day();
        if (await db.CohortsAsync(Organization, id, cancel) is not [var cohort]) return NotFound();
        Cohort = cohort;
        var members = await db.CohortMembersAsync(Organization, id, cancel);
        var files = (await PersonalFile.LoadAllAsync(db, releases, settings.Defaults, [.. members.Select(m => m.PersonId)], cancel)).ToDictionary(f => f.Person.Id);
        People = [.. members.Select(m => (m, Dossier.MissingOf(files[m.PersonId], files[m.PersonId].Cycles.Single(c => c.Id == m.CycleId), Today, now)))];
        return Page();
    }
}
