namespace Academy.Domain.Certificates;

/// <summary>What a certificate code says: frozen and signed at issue, and all printed on the face of the card.</summary>
/// <param name="Index">Entry in the status list of the quarter in which <paramref name="LastDay"/> lies; list and index name the code.</param>
/// <param name="LastDay">Last valid day, inclusive, in Asia/Shanghai.</param>
/// <param name="IssuedOn">Day of issue in Asia/Shanghai; must lie in the signing window of the key.</param>
/// <param name="Name">Holder's name as on the ID card, NFC, 1 to 60 bytes of UTF-8.</param>
/// <param name="Organization">The Organization's never-reused integer.</param>
/// <param name="Position">The Position's never-reused integer.</param>
/// <param name="PhotoHash">First 8 bytes of SHA-256 of the photo file, big-endian; null without a photo.</param>
public sealed record CodeFields(
    int Index,
    DateOnly LastDay,
    DateOnly IssuedOn,
    string Name,
    int Organization,
    int Position,
    ulong? PhotoHash);
