using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Academy.Domain.Exams;

/// <summary>What came of saving one answer.</summary>
public enum SaveOutcome
{
    /// <summary>Kept, or kept before with the same response.</summary>
    Saved,

    /// <summary>A newer revision, or another response under the same one, is kept.</summary>
    Stale,
}

/// <summary>One revision as it was acknowledged. The journal is only ever appended to; of each question the newest one is the 作答.</summary>
public sealed class AnswerRevision
{
    private AnswerRevision() { }

    public AnswerRevision(Guid attemptId, int q, int revision, string response, string client, DateTimeOffset savedAt) =>
        (AttemptId, Q, Revision, Response, Client, SavedAt) = (attemptId, q, revision, response, client, savedAt);

    public Guid AttemptId { get; private set; }

    /// <summary>The item's number in shown order.</summary>
    public int Q { get; private set; }

    public int Revision { get; private set; }

    /// <summary>As <see cref="Questions.Response.Stored"/> writes it; empty when cleared.</summary>
    public string Response { get; private set; } = "";

    public string Client { get; private set; } = "";
    public DateTimeOffset SavedAt { get; private set; }

    /// <summary>Rule 5, for one arriving revision beside what is kept: newest wins, the same again is saved again.</summary>
    public static SaveOutcome Decide(int keptRevision, string keptResponse, int revision, string response) =>
        revision > keptRevision || (revision == keptRevision && string.Equals(response, keptResponse, StringComparison.Ordinal)) ? SaveOutcome.Saved : SaveOutcome.Stale;
}

/// <summary>作答流水: every acknowledged revision of an attempt, sealed in a chain once it is handed in.</summary>
public static class AnswerJournal
{
    private const int ReceiptLetters = 16;

    /// <summary>
    /// The end of the chain: SHA-256 over attempt, paper and release, then over the link before and each revision, in the order
    /// of question and revision. Whoever changes, adds or takes away one has to change the head, and the candidate holds its beginning.
    /// </summary>
    /// <param name="revisions">All of the attempt, in any order.</param>
    /// <returns>64 hexadecimal digits.</returns>
    public static string Head(ExamAttempt attempt, IEnumerable<AnswerRevision> revisions)
    {
        var link = Hash([], string.Create(CultureInfo.InvariantCulture, $"academy.journal.1|{attempt.Id:N}|{attempt.Paper.Seed}|{attempt.ReleaseId}"));
        foreach (var r in revisions.OrderBy(r => r.Q).ThenBy(r => r.Revision))
        {
            // Milliseconds: what both databases keep. Lengths, so that no two rows read alike.
            link = Hash(link, string.Create(CultureInfo.InvariantCulture, $"{r.Q}|{r.Revision}|{r.SavedAt.ToUnixTimeMilliseconds()}|{r.Client.Length}:{r.Client}|{r.Response.Length}:{r.Response}"));
        }

        return Convert.ToHexStringLower(link);
    }

    /// <summary>The beginning of a head in groups of four, short enough to be written down.</summary>
    public static string Receipt(string head) => string.Join('-', head[..ReceiptLetters].ToUpperInvariant().Chunk(4).Select(four => new string(four)));

    /// <summary>Plays the journal: the newest response to each question, as it was graded.</summary>
    public static IReadOnlyDictionary<int, string> Replay(IEnumerable<AnswerRevision> revisions) =>
        revisions.GroupBy(r => r.Q).ToDictionary(q => q.Key, q => q.MaxBy(r => r.Revision)!.Response);

    private static byte[] Hash(byte[] link, string row) => SHA256.HashData([.. link, .. Encoding.UTF8.GetBytes(row)]);
}
