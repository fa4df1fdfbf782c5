namespace Academy.Web.Components;

/// <summary>What a scan shows, readable from arm's length.</summary>
/// <param name="Code">
/// Result code of the certificate contract, for example <c>VALID_STATIC</c>; two are for the screen alone: <c>LOST</c> for a superseded
/// code whose card was reported lost, <c>CHECK_IDENTITY</c> for a valid one without a verified photo. An unknown one shows as 未确认.
/// </param>
/// <param name="Advice">Replaces the code's own sentence where more is known, for example 已过期 12 天; null keeps it.</param>
/// <param name="Facts">What is printed on the card, to compare.</param>
/// <param name="Note">Where and when it was checked; null for nothing.</param>
public sealed record Verdict(string Code, string? Advice, IReadOnlyList<Fact> Facts, string? Note);

public sealed record Fact(string Label, string Value);
