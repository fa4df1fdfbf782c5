using Academy.Domain;
using Academy.Web.Data;
using Academy.Web.Data.Queries;

namespace Academy.Web.Pages.Admin;

/// <summary>Where an Administrator begins: what is there, and what is missing before anybody can be trained.</summary>
public sealed class Index(AcademyDbContext db, AcademySettings settings, IWebHostEnvironment environment, TimeProvider clock) : AdminPage
{
    public AdminCounts Counts { get; private set; } = null!;

    /// <summary>Everybody can read the shipped exam bank; a deployment keeps its own.</summary>
    public bool ExamBankIsPublic => settings.ExamBank is null && !environment.IsDevelopment();

    public async Task OnGetAsync(CancellationToken cancel) => Counts = await db.AdminCountsAsync(clock.GetUtcNow().Day(), cancel);
}
