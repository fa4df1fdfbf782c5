using Academy.Domain.Questions;

namespace Academy.Domain.Exams;

/// <summary>A correction with the question that has the right key.</summary>
public sealed record CorrectedKey(KeyCorrection Correction, Question To);

/// <summary>判分依据: the corrections in force, in the order in which they were confirmed. A later one works on top of the earlier.</summary>
public sealed class CorrectedKeys(IReadOnlyList<CorrectedKey> inForce)
{
    /// <summary>The number of the newest; 0 without any.</summary>
    public int Number => inForce.Count == 0 ? 0 : inForce[^1].Correction.Number ?? 0;

    /// <summary>As it was when a correction of that number was the newest.</summary>
    public CorrectedKeys UpTo(int number) => new([.. inForce.TakeWhile(k => k.Correction.Number <= number)]);

    /// <summary>With one more on top, as if it were confirmed.</summary>
    public CorrectedKeys With(CorrectedKey next) => new([.. inForce, next]);

    /// <summary>The version by whose key a question is marked that was drawn in another.</summary>
    public string VersionOf(string questionId, string drawn) =>
        Of(questionId).Aggregate(drawn, (version, key) => key.Correction.FromVersion == version ? key.Correction.ToVersion : version);

    /// <summary>The versions of a question, as drawn, that are marked by the key of this one.</summary>
    public IReadOnlyList<string> DrawnAs(string questionId, string version) =>
        [.. Of(questionId).Select(k => k.Correction.FromVersion).Append(version).Distinct(StringComparer.Ordinal).Where(drawn => VersionOf(questionId, drawn) == version)];

    /// <summary>Whether the question has a wrong key, and is not drawn any more.</summary>
    public bool Avoids(Question question) => VersionOf(question.Id, question.Version) != question.Version;

    /// <summary>Whether a paper holds a question that is not drawn any more.</summary>
    public bool Avoids(Paper paper) => paper.Items.Any(i => VersionOf(i.QuestionId, i.QuestionVersion) != i.QuestionVersion);

    /// <summary>Whether a paper holds the question of a correction and is marked by the key that it replaces.</summary>
    public bool Concerns(KeyCorrection correction, Paper paper) =>
        paper.Items.Any(i => i.QuestionId == correction.QuestionId && VersionOf(i.QuestionId, i.QuestionVersion) == correction.FromVersion);

    /// <summary>The newest correction that led to a version; null where it was drawn so.</summary>
    public CorrectedKey? Find(string questionId, string version) => Of(questionId).LastOrDefault(k => k.Correction.ToVersion == version);

    /// <summary>The item by which one on a paper is marked, and the shown one as if that had been drawn.</summary>
    /// <param name="drawn">The item that was drawn.</param>
    public (PaperItem Shown, Item Key) Find(PaperItem shown, Item drawn)
    {
        var (version, item) = (shown.QuestionVersion, drawn);
        foreach (var key in Of(shown.QuestionId))
        {
            if (key.Correction.FromVersion != version) continue;
            var next = key.To.Items.Single(i => i.Id == shown.ItemId);
            (version, shown, item) = (key.Correction.ToVersion, QuestionShape.Carry(shown, item, next), next);
        }

        return (shown, item);
    }

    private IEnumerable<CorrectedKey> Of(string questionId) => inForce.Where(k => k.Correction.QuestionId == questionId);
}
