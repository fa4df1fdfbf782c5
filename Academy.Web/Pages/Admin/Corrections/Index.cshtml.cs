using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Operations;

namespace Academy.Web.Pages.Admin.Corrections;

/// <summary>题目更正: questions that were changed after papers had been graded by them, and what was corrected.</summary>
public sealed class Index(AcademyDbContext db, CorrectKey correct) : AdminPage
{
    public IReadOnlyList<CorrectionCandidate> Candidates { get; private set; } = [];
    public IReadOnlyList<CorrectionLine> Corrections { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel) => (Candidates, Corrections) = (await correct.CandidatesAsync(cancel), await db.CorrectionsAsync(cancel));
}
