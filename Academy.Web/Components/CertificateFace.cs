using Microsoft.AspNetCore.Components;

namespace Academy.Web.Components;

/// <summary>What is printed on a card: nothing that its code does not carry, but the photo and the 查验码.</summary>
/// <param name="From">First day in force.</param>
/// <param name="To">Last day in force.</param>
/// <param name="CheckCode">查验码, with the number the way to look it up without a camera.</param>
/// <param name="PhotoUrl">Null until the manager has confirmed a photo.</param>
/// <param name="QrCode">The code as an SVG element of our own making, never of someone's input.</param>
public sealed record CertificateFace(
    string Name,
    string Position,
    string Organization,
    DateOnly From,
    DateOnly To,
    string Number,
    string CheckCode,
    string? PhotoUrl,
    MarkupString QrCode)
{
    /// <summary>The title every certificate carries; names no state and no profession.</summary>
    public string Title => "岗位安全培训合格证";
}
