using Academy.Domain;
using Academy.Domain.Training;
using Academy.Web.Components;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Operations;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Manage;

/// <summary>台账首页: who is missing, by name and reason, and what waits.</summary>
public sealed class Index(AcademyDbContext db, Releases releases, AcademySettings settings, TimeProvider clock) : ManagePage
{
    private const int RegradedDays = 30;

    public DateOnly Today { get; private set; }
    public Coverage Coverage { get; private set; } = null!;

    /// <summary>不漏一人: everybody with a position who may not work in it.</summary>
    public IReadOnlyList<RollEntry> Missing { get; private set; } = [];

    /// <summary>May work today, but not beyond thirty days.</summary>
    public IReadOnlyList<RollEntry> Expiring { get; private set; } = [];

    /// <summary>Stopped until somebody signs or a licence is there.</summary>
    public int Blocked { get; private set; }

    public IReadOnlyList<CohortLine> Cohorts { get; private set; } = [];
    public int Waiting { get; private set; }
    public FindingCounts Findings { get; private set; } = FindingCounts.None;

    /// <summary>Grades made anew within the last thirty days.</summary>
    public int Regraded { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Today = clock.GetUtcNow().Day();
        var roll = await db.RollAsync(Organization, (await releases.InForceAsync(cancel)).Curriculum, settings.Defaults.SeasonDays, Today, cancel);
        Missing = [.. roll.Where(e => e.IsMissing)];
        Expiring = [.. roll.Where(e => e.Until <= Today.AddDays(CertificateQueries.ExpiringDays)).OrderBy(e => e.Until)];
        Blocked = roll.Count(e => e.Positions.Any(p => p.Cycle is CycleState.Blocked));
        Coverage = new Coverage("持证上岗", roll.Count(e => e.MayWork), roll.Count(e => e.Positions.Count > 0));
        Cohorts = [.. (await db.CohortsAsync(Organization, null, cancel)).Where(c => c.Open > 0)];
        var lately = clock.GetUtcNow().AddDays(-RegradedDays);
        Regraded = await db.Regrades.OfOrganization(Organization).CountAsync(r => r.At >= lately, cancel);
        Findings = await db.Findings.Where(f => f.OrganizationId == Organization).CountsAsync(Today, cancel);
        Waiting = (await db.WaitingOrdersAsync(Organization, Today, cancel)).Count;
    }
}
