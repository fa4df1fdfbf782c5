using System.Globalization;
using Academy.Domain.Exams;
using Academy.Domain.Questions;
using Academy.Web.Operations;
using Academy.Web.Pages.Shared;

namespace Academy.Web.Pages.Exams;

/// <summary>The exam page's form as it was posted without script.</summary>
/// <param name="Fields">What was posted.</param>
/// <param name="Seen">The revisions the form was made from, as "q:rev,…".</param>
internal sealed record PostedForm(IFormCollection Fields, string? Seen)
{
    /// <summary>The revisions that a form shows.</summary>
    public static string SeenOf(IEnumerable<AnswerRevision> answers) => string.Join(',', answers.OrderBy(a => a.Q).Select(Revision));

    /// <summary>What stands in an item's fields.</summary>
    public IReadOnlyList<string> Posted(PaperItem item) => AnswerForm.Posted(Fields, string.Create(CultureInfo.InvariantCulture, $"q{item.Q}"), item);

    /// <summary>Whether the form was made from an answer as it is kept.</summary>
    public bool HasSeen(AnswerRevision answer) => (Seen ?? "").Split(',').Contains(Revision(answer), StringComparer.Ordinal);

    /// <summary>What the form says of every question; only what differs is a new revision, and only over what the form has seen.</summary>
    public (IReadOnlyList<SentAnswer> Answers, IReadOnlyList<int> Unseen, Dictionary<int, FormFault> Faults) Read(Paper paper, IReadOnlyDictionary<int, AnswerRevision> kept)
    {
        var read = paper.Items.Select(i => (i.Q, Kept: kept.GetValueOrDefault(i.Q), Fault: FormAnswer.Read(i, Posted(i), out var response), Response: response)).ToList();
        var differing = read.Where(a => a.Fault is null && a.Response.Stored != (a.Kept?.Response ?? "")).ToLookup(a => a.Kept is null || HasSeen(a.Kept));
        return ([.. differing[true].Select(a => new SentAnswer(a.Q, (a.Kept?.Revision ?? 0) + 1, a.Response.Values))], [.. differing[false].Select(a => a.Q)], read.Where(a => a.Fault is not null).ToDictionary(a => a.Q, a => a.Fault!.Value));
    }

    private static string Revision(AnswerRevision answer) => string.Create(CultureInfo.InvariantCulture, $"{answer.Q}:{answer.Revision}");
}
