namespace Academy.Web.Components;

/// <summary>What a scan shows, readable from arm's length.</summary>
/// <param name="Code">
/// Result code of the certificate contract, for example <c>VALID_STATIC</c>; two are for the screen alone: <c>LOST</c> for a superseded
/// code whose card was reported lost, <c>CHECK_IDENTITY</c> for a valid one without a verified photo. An unknown one shows as 未确认.
/// </param>
/// <param name="Advice">Replaces the code's own sentence where more is known, for example 已过期 12 天; null keeps it.</param>
/// <param name="Facts">What is printed on the card, to compare.</param>
/// <param name="Note">Where and when it was checked; null for nothing.</param>
/// <param name="Photo">To compare with the face, before all else; null where there is none to trust.</param>
public sealed record Verdict(string Code, string? Advice, IReadOnlyList<Fact> Facts, string? Note, VerdictPhoto? Photo = null);

/// <summary>A photo for one viewer.</summary>
/// <param name="Mark">Who looks and when: written across it.</param>
public sealed record VerdictPhoto(string Url, string Alt, string Mark);

public sealed record Fact(string Label, string Value);
