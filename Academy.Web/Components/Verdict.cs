using Academy.Domain.Inspections;

namespace Academy.Web.Components;

/// <summary>What a scan shows, readable from arm's length.</summary>
/// <param name="Code">
/// Result code of the certificate contract, for example <c>VALID_STATIC</c>; of the screen alone are <c>LOST</c> for a superseded
/// code whose card was reported lost, and those of <see cref="OnSite"/>. An unknown one shows as 未确认.
/// </param>
/// <param name="Advice">Replaces the code's own sentence where more is known, for example 已过期 12 天; null keeps it.</param>
/// <param name="Facts">What is printed on the card, to compare.</param>
/// <param name="Note">Where and when it was checked; null for nothing.</param>
/// <param name="Photo">To compare with the face, before all else; null where there is none to trust.</param>
public sealed record Verdict(string Code, string? Advice, IReadOnlyList<Fact> Facts, string? Note, VerdictPhoto? Photo = null)
{
    /// <summary>
    /// What an inspector's screen says of a result (<c>comparedBy</c> in <c>wwwroot/js/certificate/verify.js</c> says it without a signal): green is only
    /// who was compared with a photo of the code's hash, <c>COMPARE_PHOTO</c> while that is to be done, <c>CHECK_IDENTITY</c> where there is
    /// none, <c>UNCONFIRMED</c> where a device had too old a list to say so, <c>DIFFERENT</c> where the face is another's.
    /// </summary>
    /// <param name="result">Result code of the certificate contract.</param>
    /// <param name="hasPhoto">Whether a photo of the code's hash is shown; of a look that was judged, whether one was (<see cref="Scan.ComparedPhoto"/>).</param>
    /// <param name="match">What the inspector saw; null before they said it.</param>
    /// <param name="isUnconfirmed">The device that judged it had a status list over a day old.</param>
    public static string OnSite(string result, bool hasPhoto, IdentityMatch? match, bool isUnconfirmed = false) => result switch
    {
        "REVOKED" or "EXPIRED" or "FORGED" or "FORGED_KEY_ALARM" or "MALFORMED" or "NOT_OURS" or "LOST" => result,
        _ when match is IdentityMatch.Different => "DIFFERENT",
        "VALID_STATIC" or "VALID_LIVE" when isUnconfirmed => "UNCONFIRMED",
        "VALID_STATIC" or "VALID_LIVE" when !hasPhoto => "CHECK_IDENTITY",
        "VALID_STATIC" or "VALID_LIVE" when match is null => "COMPARE_PHOTO",
        _ => result,
    };
}

/// <summary>A photo for one viewer.</summary>
/// <param name="Mark">Who looks and when: written across it.</param>
public sealed record VerdictPhoto(string Url, string Alt, string Mark);

public sealed record Fact(string Label, string Value);
