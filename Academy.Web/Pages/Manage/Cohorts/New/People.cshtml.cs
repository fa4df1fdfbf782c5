using Academy.Domain;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Manage.Cohorts.New;

public sealed class People(AcademyDbContext db, Releases releases, TimeProvider clock) : ManagePage
{
    [BindProperty(SupportsGet = true, Name = "")]
    public Draft Draft { get; set; } = new();

    public DateOnly Today { get; private set; }
    public PositionChoice Position { get; private set; } = null!;
    public IReadOnlyList<CohortCandidate> Candidates { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        Today = clock.GetUtcNow().Day();
        if (await db.AssignablePositionAsync(Organization, Draft.Position, (await releases.InForceAsync(cancel)).Curriculum, cancel) is not { } position) return NotFound();
        Position = position;
        Candidates = await db.CohortCandidatesAsync(Organization, position.Number, Today, cancel);
        return Page();
    }

    /// <summary>Chosen before, or not yet chosen and in want of it: holds the position, no valid certificate for long, nothing open.</summary>
    public bool IsChosen(CohortCandidate candidate) => Draft.N.Length > 0
        ? Draft.N.Contains(candidate.StaffNumber)
        : candidate is { Holds: true, OpenSince: null } && !(candidate.CertifiedUntil >= Today.AddDays(31));
}
