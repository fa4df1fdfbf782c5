using Academy.Domain.Exams;
using Academy.Web.Data.Queries;
using Academy.Web.Operations;

namespace Academy.Web.Pages.Admin.Corrections;

/// <summary>What a correction does or did, to every grade that it changes.</summary>
/// <param name="Papers">Graded papers that were marked again; null once it is applied.</param>
public sealed record CorrectionEffects(int? Papers, IReadOnlyList<RegradeLine> Lines, Release InForce)
{
    public int Passed => Lines.Count(l => l.Regrade is { OldOutcome: not Outcome.Passed, NewOutcome: Outcome.Passed });
    public int Failed => Lines.Count(l => l.Regrade is { OldOutcome: Outcome.Passed, NewOutcome: not Outcome.Passed });

    public int Count(CertificateEffect effect) => Lines.Count(l => l.Regrade.Certificate == effect);

    public int Count(OrderEffect effect) => Lines.Count(l => l.Regrade.Order == effect);

    public string PositionOf(RegradeLine line) => InForce.Curriculum.Positions.FirstOrDefault(p => p.Number == line.Position)?.Name ?? $"岗位 {line.Position}";
}
