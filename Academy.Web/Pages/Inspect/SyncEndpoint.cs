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

    private const string OutOfStay = "记录时间不在迎检的两小时里，请核对手机时间，抄下来告诉单位。";
    private const string Unreadable = "记录不完整，请把手机交给系统管理员看一下。";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) } };
    private static readonly Dictionary<string, VerificationResult> Results = Enum.GetValues<VerificationResult>().ToDictionary(r => r.WireCode(), StringComparer.Ordinal);

    public static async Task<IResult> RunAsync(HttpContext http, ReceiveScan scans, RecordFinding findings, PhotoLinks photos, Guests guests, TimeProvider clock, ILogger<ReceiveScan> log, CancellationToken cancel)
    {
        if (await ReadAsync(http.Request, MostBytes, cancel) is not { } body) return Problem(StatusCodes.Status413PayloadTooLarge, "over 256 KB");
        if (Parse<Request>(body) is not { Device: { Length: > 0 and <= LongestDevice } device, Items: { Count: <= MostItems } items } request || !RefuseUnfitText.IsFit(device)) return Problem(StatusCodes.Status400BadRequest, "device and at most 200 items are needed.");
        var ended = await EndedAsync(http, guests, clock, cancel);
        var (done, refused, answers) = (new List<string>(), new List<Refusal>(), new List<Answer>());
        foreach (var item in items)
        {
            var (id, problem, received) = KindOf(item) switch
            {
                "scan" => await ReceiveAsync(item, device),
                "finding" => (IdOf(item), await KeepAsync(item), null),
                _ => (IdOf(item), "不认识的记录，请更新扫码程序后再同步。", null),
            };
            if (problem is null) done.Add(id);
            else refused.Add(new Refusal(id, problem));
            if (received is { } said) answers.Add(new Answer(id, said.Result.WireCode(), photos.For(said.PhotoId, http.User.PersonId)));
        }

        return TypedResults.Ok(new { done, refused, answers });

        async Task<(string Id, string? Problem, ReceivedScan? Received)> ReceiveAsync(JsonElement item, string from)
        {
            // Who is out sees nobody's face.
            if (ScanOf(item, ended is null ? request.Shown : null) is not { } sent) return (IdOf(item), Unreadable, null);
            if (ended?.WasIn(sent.At) is false) return (IdOf(item), OutOfStay, null);
            var received = await scans.RunAsync(sent, from, http.User.Eye, SourceFailures.Of(http), cancel);
            if (received is { RaisedAlarm: true }) log.LogCritical("Code {Number}: {Result}, found by scan {Scan}", sent.Shown, received.Result.WireCode(), sent.Id);
            return (IdOf(item), received is null ? "这条记录已经由别的检查人员同步过。" : null, received);
        }

        async Task<string?> KeepAsync(JsonElement item) =>
            Parse<FindingItem>(item) is not { Visit: { } visit, Text: { } text, Place: { } place } sent || sent.Id == Guid.Empty || !RefuseUnfitText.IsFit(text) || !RefuseUnfitText.IsFit(place)
                ? Unreadable
                : ended?.WasIn(sent.At) is false ? OutOfStay
                : await findings.RunAsync(http.User.Eye, new NewFinding(sent.Id, visit, sent.FindingKind, sent.Severity, text, place, sent.DueOn, sent.At.ToUniversalTime(), sent.Photos ?? []), [], cancel) switch
                {
                    RecordFindingOutcome.Recorded or RecordFindingOutcome.RecordedBefore => null,
                    RecordFindingOutcome.NoInspection => "没有这次检查，或者它不是你的。",
                    RecordFindingOutcome.NotInItsTime => "记录时间不在这次检查期间，请核对手机时间。",
                    RecordFindingOutcome.PhotoMissing => "有照片没传上来，请再同步一次。",
                    _ => Unreadable,
                };
    }

    /// <summary>PUT /inspect/sync/photos/{id}: a photo, before the finding that names it. Repeating it changes nothing.</summary>
    public static async Task<IResult> KeepPhotoAsync(Guid id, Guid visit, DateTimeOffset at, HttpContext http, RecordFinding findings, PhotoFile rewrite, Guests guests, TimeProvider clock, CancellationToken cancel)
    {
        if ((await EndedAsync(http, guests, clock, cancel))?.WasIn(at) is false) return Problem(StatusCodes.Status422UnprocessableEntity, "taken outside the time of the guest");
        if (await ReadAsync(http.Request, FindingPhoto.MostBytes, cancel) is not { } body) return Problem(StatusCodes.Status413PayloadTooLarge, "over 3 MB");
        if (await rewrite.ReadEvidenceAsync(body, cancel) is not { File: { } photo }) return Problem(StatusCodes.Status415UnsupportedMediaType, "no JPEG, PNG or WebP that can be opened");
        return await findings.KeepPhotoAsync(http.User.Eye, visit, id, photo, at.ToUniversalTime(), cancel) switch
        {
            KeepPhotoOutcome.Kept => TypedResults.NoContent(),
            KeepPhotoOutcome.NoInspection => TypedResults.NotFound(),
            KeepPhotoOutcome.NotInItsTime => Problem(StatusCodes.Status422UnprocessableEntity, "taken outside the time of the inspection"),
            KeepPhotoOutcome.TooMany => Problem(StatusCodes.Status409Conflict, "too many photos that no finding names"),
            _ => Problem(StatusCodes.Status415UnsupportedMediaType, "no photo"),
        };
    }

    /// <summary>Of a guest who is out and hands in; null for everybody else.</summary>
    private static async Task<GuestAccess?> EndedAsync(HttpContext http, Guests guests, TimeProvider clock, CancellationToken cancel) =>
        http.User.IsGuest && await guests.OfAsync(http.User, cancel) is { } access && !access.IsOpen(clock.GetUtcNow()) ? access : null;

    /// <summary>Null for what the scanner would not send.</summary>
    /// <param name="onScreen">The scan that is on the screen without a photo.</param>
    private static SentScan? ScanOf(JsonElement item, Guid? onScreen)
    {
        if (Parse<ScanItem>(item) is not { } sent || sent.Id == Guid.Empty) return null;
        if (!Results.TryGetValue(sent.Result ?? "", out var result) || sent.Shown is not { Length: <= LongestShown } shown || !RefuseUnfitText.IsFit(shown)) return null;
        ClaimedCode? code = null;
        if (result is not (VerificationResult.NotOurs or VerificationResult.Malformed or VerificationResult.KeyUnknown or VerificationResult.Forged))
        {
            if (sent is not { List: { } list, Index: >= 0 and var index, PayloadHash: { } hash } || !ListName().IsMatch(list) || !Hash().IsMatch(hash)) return null;
            code = new ClaimedCode(list, index, hash);
        }

        return new SentScan(sent.Id, sent.At.ToUniversalTime(), sent.Visit, code, result, shown, sent.Match, sent.ComparedPhoto, sent.Reported, sent.Live, sent.ListAge, sent.Id == onScreen);
    }

    private static string? KindOf(JsonElement item) => item.ValueKind is JsonValueKind.Object && item.TryGetProperty("kind", out var kind) && kind.ValueKind is JsonValueKind.String ? kind.GetString() : null;

    private static string IdOf(JsonElement item) => item.ValueKind is JsonValueKind.Object && item.TryGetProperty("id", out var id) && id.ValueKind is JsonValueKind.String ? id.GetString()! : "";

    /// <summary>Null when it is too long.</summary>
    private static async Task<byte[]?> ReadAsync(HttpRequest request, int most, CancellationToken cancel)
    {
        if (request.ContentLength > most) return null;
        var buffer = new byte[most + 1];
        var length = 0;
        for (int read; length <= most && (read = await request.Body.ReadAsync(buffer.AsMemory(length), cancel)) > 0;) length += read;
        return length > most ? null : buffer[..length];
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

    private sealed record Request(string? Device, IReadOnlyList<JsonElement>? Items, Guid? Shown);

    /// <param name="ComparedPhoto">Missing from what an older release of the scanner kept: then it is not known, and counts as a card alone.</param>
    private sealed record ScanItem(
        Guid Id, DateTimeOffset At, Guid? Visit, string? List, int? Index, string? PayloadHash, string? Result, string? Shown, IdentityMatch? Match, bool ComparedPhoto, bool Reported, bool Live, int? ListAge);

    private sealed record FindingItem(
        Guid Id, DateTimeOffset At, Guid? Visit, FindingKind FindingKind, Severity Severity, string? Text, string? Place, DateOnly DueOn, IReadOnlyList<Guid>? Photos);

    private sealed record Refusal(string Id, string Problem);

    /// <param name="Photo">Address of the photo, for this inspector and one minute.</param>
    private sealed record Answer(string Id, string Result, string? Photo);
}
