using Academy.Domain;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Academy.Web.Pages.Head;

/// <summary>单位负责人: the own Organization on one page, read only.</summary>
public sealed class Index(AcademyDbContext db, Releases releases, AcademySettings settings, TimeProvider clock) : PageModel
{
    public DateTimeOffset Now { get; private set; }

    /// <summary>Null before the first content release.</summary>
    public Reckoning? Total { get; private set; }

    public IReadOnlyList<(string Name, Reckoning Figures)> Departments { get; private set; } = [];

    /// <summary>补训单 that wait for a manager.</summary>
    public int Unsigned { get; private set; }

    /// <summary>未销号, and what of it is overdue.</summary>
    public FindingCounts Findings { get; private set; } = FindingCounts.None;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Now = clock.GetUtcNow();
        var organization = User.OrganizationId ?? throw new InvalidOperationException("A head acts in an organization.");
        if (await releases.FindInForceAsync(cancel) is not { } release) return;
        var roll = await db.RollAsync(organization, release.Curriculum, settings.Defaults.SeasonDays, Now.Day(), cancel);
        Total = Reckoning.Of(roll);
        Departments = [.. roll.GroupBy(e => (e.DepartmentId, e.Department)).OrderBy(g => g.Key.Department, StringComparer.Ordinal).Select(g => (g.Key.Department, Reckoning.Of([.. g])))];
        Findings = await db.Findings.Where(f => f.OrganizationId == organization).CountsAsync(Now.Day(), cancel);
        Unsigned = (await db.WaitingOrdersAsync(organization, Now.Day(), cancel)).Count;
    }
}
