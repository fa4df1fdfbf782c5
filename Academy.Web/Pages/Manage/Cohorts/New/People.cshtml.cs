using Academy.Domain;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Manage.Cohorts.New;

public sealed class People(AcademyDbContext db, Releases releases, AcademySettings settings, TimeProvider clock) : ManagePage
{
    [BindProperty(SupportsGet = true, Name = "")]
    public Draft Draft { get; set; } = new();

    public DateOnly Today { get; private set; }
    public PositionChoice Position { get; private set; } = null!;
    public IReadOnlyList<CohortCandidate> Candidates { get; private set; } = [];

    /// <summary>Staff numbers that are ticked.</summary>
    public IReadOnlySet<string> Chosen { get; private set; } = new HashSet<string>();

    /// <summary>How many more are in want of the training than one 期 takes.</summary>
    public int NotProposed { get; private set; }

    /// <summary>What is wrong with the choice.</summary>
    public string? Refusal { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!await OfferAsync(cancel)) return NotFound();
        if (Draft.N.Length > 0) return Page();
        // In want of it: holds the position, no certificate that runs on for long, nothing open.
        var wanting = Candidates.Where(c => c is { Holds: true, IsFree: true }).Select(c => c.StaffNumber).ToList();
        (Chosen, NotProposed) = (wanting.Take(Draft.AtMost).ToHashSet(), Math.Max(0, wanting.Count - Draft.AtMost));
        return Page();
    }

    /// <summary>Posted, because a long list of ticks has no room in an address; what one 期 takes has.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await OfferAsync(cancel)) return NotFound();
        Refusal = Draft.N.Length switch
        {
            0 => "还没选人。至少勾一个人。",
            > Draft.AtMost => $"一期最多 {Draft.AtMost} 人，现在勾了 {Draft.N.Length} 人。去掉一些，分两期开。",
            _ => null,
        };
        return Refusal is null ? RedirectToPage("Due", new { position = Position.Number, n = Draft.N }) : this.ShowAgain();
    }

    private async Task<bool> OfferAsync(CancellationToken cancel)
    {
        Today = clock.GetUtcNow().Day();
        if (await db.AssignablePositionAsync(Organization, Draft.Position, (await releases.InForceAsync(cancel)).Curriculum, cancel) is not { } position) return false;
        Position = position;
        Candidates = await db.CohortCandidatesAsync(Organization, position.Number, Today, settings.Defaults.RenewalOpensDays, cancel);
        Chosen = Draft.N.ToHashSet(StringComparer.Ordinal);
        return true;
    }
}
