using Academy.Domain;
using Academy.Domain.Inspections;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Manage.Certificates;

/// <summary>Who holds what until when.</summary>
public sealed class Index(AcademyDbContext db, AcademySettings settings, TimeProvider clock) : ManagePage
{
    [BindProperty(SupportsGet = true)]
    public CertificateFilter Filter { get; set; }

    /// <summary>Only what is good is printed by the dozen.</summary>
    public bool Printable => Filter is CertificateFilter.InForce or CertificateFilter.Expiring;

    public DateOnly Today { get; private set; }
    public IReadOnlyList<CertificateLine> Certificates { get; private set; } = [];
    public IReadOnlyList<(CertificateFilter Filter, string Word, int Count)> Filters { get; private set; } = [];

    /// <summary>Certificates that are looked at today as no gate does, with their holders.</summary>
    public IReadOnlyList<(LooksOfDay Looks, string Holder)> Odd { get; private set; } = [];

    /// <summary>Certificates with a report nobody has looked into yet.</summary>
    public IReadOnlyList<(Guid Certificate, string Holder)> Reported { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Today = clock.GetUtcNow().Day();
        Certificates = await db.CertificatesAsync(Organization, Filter, Today, cancel);
        var filters = new List<(CertificateFilter, string, int)>();
        foreach (var (filter, word) in new[]
        {
            (CertificateFilter.InForce, "有效"), (CertificateFilter.Expiring, "即将到期"), (CertificateFilter.Expired, "过期"),
            (CertificateFilter.Suspended, "暂停"), (CertificateFilter.Revoked, "吊销"), (CertificateFilter.Superseded, "已换发"),
        })
        {
            filters.Add((filter, word, await db.Certificates.Where(c => c.OrganizationId == Organization).That(filter, Today).CountAsync(cancel)));
        }

        Filters = filters;
        await WarnAsync(cancel);
    }

    private async Task WarnAsync(CancellationToken cancel)
    {
        var odd = (await db.LooksAsync(Organization, Today, cancel)).Where(l => l.IsOdd(settings.Defaults.OddLooks, settings.Defaults.OddPlaces)).ToList();
        var ids = odd.ConvertAll(l => l.CertificateId);
        var names = await db.Certificates.Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.HolderName, cancel);
        Odd = odd.ConvertAll(l => (l, names[l.CertificateId]));
        var organization = Organization;
        Reported = [.. (await db.CodeReports.Open().Where(r => r.OrganizationId == organization).Select(r => r.CertificateId).Distinct()
            .Join(db.Certificates, id => id, c => (Guid?)c.Id, (_, c) => new { c.Id, c.HolderName }).ToListAsync(cancel)).Select(c => (c.Id, c.HolderName))];
    }
}
