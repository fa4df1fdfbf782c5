using System.Globalization;
using System.Text.Json.Serialization;
using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Web.Components;
using Academy.Web.Operations;

namespace Academy.Web.Pages.Verify;

/// <summary>What anybody who holds a code may learn; all of it is printed on the card but the standing. No other field leaves for a stranger.</summary>
/// <param name="Result">A code of the certificate contract, for example <c>VALID_STATIC</c>.</param>
/// <param name="Name">Masked: 张*.</param>
/// <param name="Since">Day since which it is revoked, suspended or superseded.</param>
/// <param name="Lost">Superseded, because the card was reported lost.</param>
/// <param name="LiveSince">When a live code was signed; null for a static one.</param>
public sealed record PublicLook(
    string Result,
    string? Name,
    string? Position,
    string? Organization,
    DateOnly? IssuedOn,
    DateOnly? ExpiresOn,
    string? Number,
    DateOnly? Since,
    bool Lost,
    DateTimeOffset? LiveSince,
    DateTimeOffset CheckedAt)
{
    /// <summary>The masked view.</summary>
    public static PublicLook Of(Verified verified) => verified.Certificate is { } certificate
        ? new(
            verified.Result.WireCode(), Mask(certificate.HolderName), certificate.PositionName, certificate.OrganizationName,
            certificate.IssuedOn, certificate.ExpiresOn, certificate.Number, SinceOf(verified.Result, certificate), LookTexts.IsLost(verified), verified.LiveSince, verified.At)
        : new(verified.Result.WireCode(), null, null, null, null, null, null, null, false, verified.LiveSince, verified.At);

    /// <summary>The first character and one star, so that not even the length is told.</summary>
    public static string Mask(string name) => StringInfo.GetNextTextElement(name) + "*";

    /// <summary>The verdict for a stranger.</summary>
    [JsonIgnore]
    public Verdict Verdict => new(Lost ? "LOST" : Result, Advice, Facts, $"查验时间 {Texts.Moment(CheckedAt)}（北京时间）");

    private string? Advice => Result switch
    {
        "VALID_STATIC" => "证书真实、在有效期内。请在下面核对姓名。",
        "EXPIRED" when ExpiresOn is { } last => $"已过期 {CheckedAt.Day().DayNumber - last.DayNumber} 天，不可上岗。",
        "REVOKED" when Since is { } since => $"{Texts.Day(since)} 已吊销，不可上岗。",
        "SUSPENDED" when Since is { } since => $"{Texts.Day(since)} 起暂停，现在不可上岗。",
        _ => LookTexts.FurtherAdvice(Result, LiveSince, CheckedAt),
    };

    private IReadOnlyList<Fact> Facts => Number is null
        ? []
        :
        [
            new("姓名", Name!),
            new("岗位", Position!),
            new("单位", Organization!),
            new("发证", Texts.Day(IssuedOn!.Value)),
            new("有效期至", LookTexts.Expiry(ExpiresOn!.Value, CheckedAt.Day())),
            new("证书编号", Number),
        ];

    private static DateOnly? SinceOf(VerificationResult result, VerifiedCertificate certificate) =>
        result is VerificationResult.Revoked or VerificationResult.Superseded
        || (result is VerificationResult.Suspended && certificate.State is CertificateState.Suspended)
            ? certificate.ChangedAt?.Day()
            : null;
}

/// <summary>What a signed-in inspector learns.</summary>
/// <param name="ScanId">The kept look.</param>
/// <param name="Photo">Null where the code carries none, or the file is not the one it was issued with.</param>
public sealed record InspectorLook(
    Guid ScanId,
    string Result,
    string? HolderName,
    string? Position,
    string? Organization,
    DateOnly? IssuedOn,
    DateOnly? ExpiresOn,
    string? Number,
    bool Lost,
    DateTimeOffset? LiveSince,
    DateTimeOffset CheckedAt,
    TrainingSummary? Training,
    IReadOnlyList<string> Grounds,
    InspectorPhoto? Photo,
    [property: JsonIgnore] string? Phrase)
{
    /// <summary>The full view.</summary>
    /// <param name="training">Null where no certificate was found.</param>
    /// <param name="phrase">暗语 of the inspector who looks.</param>
    public static InspectorLook Of(Guid scanId, Verified verified, TrainingSummary? training, InspectorPhoto? photo, string? phrase) => verified.Certificate is { } certificate
        ? new(
            scanId, verified.Result.WireCode(), certificate.HolderName, certificate.PositionName, certificate.OrganizationName, certificate.IssuedOn, certificate.ExpiresOn,
            certificate.Number, LookTexts.IsLost(verified), verified.LiveSince, verified.At, training, [.. certificate.Eligibility.Grounds.Select(Texts.Of)], photo, phrase)
        : new(scanId, verified.Result.WireCode(), null, null, null, null, null, null, false, verified.LiveSince, verified.At, null, [], null, phrase);

    /// <summary>The verdict on site: without a photo that was verified, nothing is green before the identity card was seen.</summary>
    [JsonIgnore]
    public Verdict Verdict => new(
        Verdict.OnSite(Lost ? "LOST" : Result, Photo is not null, null),
        Photo is null && Result is "VALID_LIVE" ? null : LookTexts.FurtherAdvice(Result, LiveSince, CheckedAt), Facts, $"已联网核验 {Texts.Moment(CheckedAt)}",
        Photo is { } photo ? new VerdictPhoto(photo.Url, $"{HolderName}的照片，已由单位核对本人", $"{photo.Viewer} {Texts.Moment(CheckedAt)}") : null);

    private IReadOnlyList<Fact> Facts => Number is null
        ? []
        :
        [
            new("姓名", HolderName!),
            new("岗位", Position!),
            new("单位", Organization!),
            new("发证", Texts.Day(IssuedOn!.Value)),
            new("有效期至", LookTexts.Expiry(ExpiresOn!.Value, CheckedAt.Day())),
            new("证书编号", Number),
        ];
}

/// <summary>The photo on an inspector's page.</summary>
/// <param name="Viewer">The inspector's name, which is written across it.</param>
public sealed record InspectorPhoto(string Url, string Viewer);

internal static class LookTexts
{
    /// <summary>A superseded code, because its card was lost.</summary>
    public static bool IsLost(Verified verified) => verified is { Result: VerificationResult.Superseded, Certificate.End: CodeEnd.Lost };

    /// <summary>What is known more than the result's own sentence says: how fresh a live code is, and why nothing is known where there is a signal. Null for nothing.</summary>
    public static string? FurtherAdvice(string result, DateTimeOffset? since, DateTimeOffset at) => (result, since) switch
    {
        ("VALID_LIVE", { } signed) => $"动态码，{Math.Max(0, (int)(at - signed).TotalSeconds)} 秒前生成。请核对照片与本人。",
        ("STALE_LIVE", { } signed) => $"静态码/截图 — 生成于 {Texts.Second(signed)}（{Texts.Duration((at - signed).Duration())}前）。证书有效，但这张码不是现在打开的：请持证人当面打开，并比对照片与本人。",
        ("STATUS_UNKNOWN", _) => "平台正在恢复数据，暂时确认不了这张证。请过一会儿再查；只输了编号的，请扫卡上的码。",
        _ => null,
    };

    /// <summary>2027-05-22 周六（还有 180 天）.</summary>
    public static string Expiry(DateOnly last, DateOnly today) => (last.DayNumber - today.DayNumber) switch
    {
        < 0 and var days => $"{Texts.Day(last)}（已过期 {-days} 天）",
        0 => $"{Texts.Day(last)}（今天最后一天）",
        var days => $"{Texts.Day(last)}（还有 {days} 天）",
    };

    /// <summary>Refused codes are not found; all others were judged.</summary>
    public static int StatusOf(VerificationResult result) => result switch
    {
        VerificationResult.NotOurs or VerificationResult.Malformed or VerificationResult.KeyUnknown or VerificationResult.Forged or VerificationResult.ForgedKeyAlarm => StatusCodes.Status404NotFound,
        _ => StatusCodes.Status200OK,
    };
}

/// <summary>The public page around a look.</summary>
/// <param name="Host">Our own, for people to compare with the address bar.</param>
/// <param name="Carried">What the forms must send again.</param>
/// <param name="IsInspectorOverQuota">An Inspector who has had all full looks of the day sees what a stranger sees, and why.</param>
public sealed record PublicPage(PublicLook Look, NameCheck Name, ReportForm Report, string Host, IReadOnlyList<(string Field, string Value)> Carried, bool IsInspectorOverQuota = false);
