using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Academy.Domain.Certificates;
using Academy.Domain.Inspections;
using Academy.Web.Identity;
using Academy.Web.Operations;

namespace Academy.Web.Pages.Inspect;

/// <summary>POST /inspect/sync: what a scanner kept while it had no signal. Each item has an outcome of its own, and sent again it is kept once.</summary>
internal static partial class SyncEndpoint
{
    private const int MostBytes = 256 * 1024;
    private const int MostItems = 200;
    private const int LongestShown = 256;
    private const int LongestDevice = 64;
    /// <summary>The one place where what belongs to an inspection is turned back: it stays on the device.</summary>
    private const string NoInspections = "这台服务器还不收检查里的记录，升级后会自动同步。";

    private const string Unreadable = "记录不完整，请把手机交给系统管理员看一下。";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) } };
    private static readonly Dictionary<string, VerificationResult> Results = Enum.GetValues<VerificationResult>().ToDictionary(r => r.WireCode(), StringComparer.Ordinal);

    public static async Task<IResult> RunAsync(HttpContext http, ReceiveScan scans, ILogger<ReceiveScan> log, CancellationToken cancel)
    {
        if (await ReadAsync(http.Request, cancel) is not { } body) return Problem(StatusCodes.Status413PayloadTooLarge, "over 256 KB");
        if (Parse<Request>(body) is not { Device: { Length: > 0 and <= LongestDevice } device, Items: { Count: <= MostItems } items } || !RefuseUnfitText.IsFit(device)) return Problem(StatusCodes.Status400BadRequest, "device and at most 200 items are needed.");
        var (done, refused, answers) = (new List<string>(), new List<Refusal>(), new List<Answer>());
        foreach (var item in items)
        {
            var (id, problem, result) = KindOf(item) switch
            {
                "scan" => await ReceiveAsync(item, device),
                "finding" => (IdOf(item), NoInspections, null),
                _ => (IdOf(item), "不认识的记录，请更新扫码程序后再同步。", null),
            };
            if (problem is null) done.Add(id);
            else refused.Add(new Refusal(id, problem));
            if (result is { } said) answers.Add(new Answer(id, said.WireCode()));
        }

        return TypedResults.Ok(new { done, refused, answers });

        async Task<(string Id, string? Problem, VerificationResult? Result)> ReceiveAsync(JsonElement item, string from)
        {
            if (ScanOf(item) is not { } sent) return (IdOf(item), Unreadable, null);
            if (sent.Visit is not null) return (IdOf(item), NoInspections, null);
            var result = await scans.RunAsync(sent, from, http.User.PersonId, SourceFailures.Of(http), cancel);
            if (result is VerificationResult.ForgedKeyAlarm) log.LogCritical("Code {Number}: {Result}, found by scan {Scan}", sent.Shown, result.Value.WireCode(), sent.Id);
            return (IdOf(item), result is null ? "这条记录已经由别的检查人员同步过。" : null, result);
        }
    }

    /// <summary>Null for what the scanner would not send.</summary>
    private static SentScan? ScanOf(JsonElement item)
    {
        if (Parse<ScanItem>(item) is not { } sent || sent.Id == Guid.Empty) return null;
        if (!Results.TryGetValue(sent.Result ?? "", out var result) || sent.Shown is not { Length: <= LongestShown } shown || !RefuseUnfitText.IsFit(shown)) return null;
        ClaimedCode? code = null;
        if (result is not (VerificationResult.NotOurs or VerificationResult.Malformed or VerificationResult.KeyUnknown or VerificationResult.Forged))
        {
            if (sent is not { List: { } list, Index: >= 0 and var index, PayloadHash: { } hash } || !ListName().IsMatch(list) || !Hash().IsMatch(hash)) return null;
            code = new ClaimedCode(list, index, hash);
        }

        return new SentScan(sent.Id, sent.At.ToUniversalTime(), sent.Visit, code, result, shown, sent.Match, sent.Reported, sent.Live, sent.ListAge);
    }

    private static string? KindOf(JsonElement item) => item.ValueKind is JsonValueKind.Object && item.TryGetProperty("kind", out var kind) && kind.ValueKind is JsonValueKind.String ? kind.GetString() : null;

    private static string IdOf(JsonElement item) => item.ValueKind is JsonValueKind.Object && item.TryGetProperty("id", out var id) && id.ValueKind is JsonValueKind.String ? id.GetString()! : "";

    /// <summary>Null when it is too long.</summary>
    private static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength > MostBytes) return null;
        var buffer = new byte[MostBytes + 1];
        var length = 0;
        for (int read; length <= MostBytes && (read = await request.Body.ReadAsync(buffer.AsMemory(length), cancel)) > 0;) length += read;
        return length > MostBytes ? null : buffer[..length];
    }

    private static T? Parse<T>(byte[] json) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static T? Parse<T>(JsonElement json) where T : class
    {
        try
        {
            return json.Deserialize<T>(Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IResult Problem(int status, string detail) => TypedResults.Problem(detail, statusCode: status);

    [GeneratedRegex("^[0-9]{2}Q[1-4]$")]
    private static partial Regex ListName();

    [GeneratedRegex("^[0-9A-Fa-f]{64}$")]
    private static partial Regex Hash();

    private sealed record Request(string? Device, IReadOnlyList<JsonElement>? Items);

    private sealed record ScanItem(
        Guid Id, DateTimeOffset At, Guid? Visit, string? List, int? Index, string? PayloadHash, string? Result, string? Shown, IdentityMatch? Match, bool Reported, bool Live, int? ListAge);

    private sealed record Refusal(string Id, string Problem);

    private sealed record Answer(string Id, string Result);
}
