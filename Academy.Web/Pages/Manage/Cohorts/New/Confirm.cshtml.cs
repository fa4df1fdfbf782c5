using Academy.Domain;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Manage.Cohorts.New;

public sealed class Confirm(AcademyDbContext db, Releases releases, OpenCohort open, AcademySettings settings, TimeProvider clock) : ManagePage
{
    [BindProperty(SupportsGet = true, Name = "")]
    public Draft Draft { get; set; } = new();

    public DateOnly Today { get; private set; }
    public PositionChoice Position { get; private set; } = null!;

    /// <summary>Get a cycle.</summary>
    public IReadOnlyList<CohortCandidate> Assigned { get; private set; } = [];

    /// <summary>Passed over: a cycle of the position is open for them.</summary>
    public IReadOnlyList<CohortCandidate> Busy { get; private set; } = [];

    /// <summary>Passed over: their renewal window is not open.</summary>
    public IReadOnlyList<CohortCandidate> TooEarly { get; private set; } = [];

    /// <summary>Staff numbers of nobody who works here.</summary>
    public IReadOnlyList<string> Unknown { get; private set; } = [];

    /// <summary>What is wrong with name or date, beside the field.</summary>
    public string? NameError => string.IsNullOrWhiteSpace(Draft.Name) || Draft.Name.Length > 100 ? "给培训班起个名字，最多 100 个字。" : null;

    public string? DueError => Draft.DueOn is not { } due ? "选完成日期。" : due < Today ? "完成日期已经过去了，选今天或以后。" : due > Today.AddYears(1) ? "完成日期太远，最多一年。" : null;

    public bool CanOpen => Assigned.Count > 0 && NameError is null && DueError is null;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await LookAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await LookAsync(cancel)) return NotFound();
        if (!CanOpen) return this.ShowAgain();
        var outcome = await open.RunAsync(Organization, Draft.Name!.Trim(), Position.Number, Draft.DueOn!.Value, [.. Assigned.Select(c => c.PersonId)], User.PersonId, cancel);
        if (outcome.CohortId is not { } id)
        {
            // Somebody else was faster: the page now says why each is passed over.
            await LookAsync(cancel);
            return this.ShowAgain();
        }

        Status = $"已开班，派发给 {outcome.Assigned.Count} 人。";
        var passed = Assigned.Where(c => outcome.Passed.Contains(c.PersonId)).Select(c => c.Name).ToList();
        if (passed.Count > 0) Problem = $"没有派发给{string.Join("、", passed)}：这个岗位的培训正在进行，或者还没到复训的日子。";
        return RedirectToPage("../Show", new { id });
    }

    private async Task<bool> LookAsync(CancellationToken cancel)
    {
        Today = clock.GetUtcNow().Day();
        if (await db.AssignablePositionAsync(Organization, Draft.Position, (await releases.InForceAsync(cancel)).Curriculum, cancel) is not { } position || Draft.N.Length > Draft.AtMost) return false;
        Position = position;
        var chosen = (await db.CohortCandidatesAsync(Organization, position.Number, Today, settings.Defaults.RenewalOpensDays, cancel)).Where(c => Draft.N.Contains(c.StaffNumber)).ToList();
        Assigned = [.. chosen.Where(c => c.IsFree)];
        TooEarly = [.. chosen.Where(c => c is { OpenSince: null, IsFree: false })];
        Busy = [.. chosen.Where(c => c.OpenSince is not null)];
        Unknown = [.. Draft.N.Except(chosen.Select(c => c.StaffNumber))];
        return true;
    }
}
