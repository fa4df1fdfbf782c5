using Academy.Domain;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Manage.Certificates;

/// <summary>Who holds what until when.</summary>
public sealed class Index(AcademyDbContext db, TimeProvider clock) : ManagePage
{
    [BindProperty(SupportsGet = true)]
    public CertificateFilter Filter { get; set; }

    /// <summary>Only what is good is printed by the dozen.</summary>
    public bool Printable => Filter is CertificateFilter.InForce or CertificateFilter.Expiring;

    public DateOnly Today { get; private set; }
    public IReadOnlyList<CertificateLine> Certificates { get; private set; } = [];
    public IReadOnlyList<(CertificateFilter Filter, string Word, int Count)> Filters { get; private set; } = [];

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
    }
}
