using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Academy.Web.Pages;

/// <summary>
/// Addresses of photos: each for one photo, one viewer and one minute, made by the page that may show it.
/// Whoever finds one in a log or a history has nothing: it needs the viewer's session too.
/// </summary>
public sealed class PhotoLinks(IDataProtectionProvider protection, TimeProvider clock)
{
    private const int IdBytes = 16;
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(60);
    private readonly IDataProtector _protector = protection.CreateProtector("wlaq.photo.v1");

    /// <summary>The address; null without a photo.</summary>
    public string? For(Guid? photo, Guid viewer)
    {
        if (photo is not { } id) return null;
        byte[] said = [.. id.ToByteArray(), .. viewer.ToByteArray(), .. new byte[sizeof(long)]];
        BinaryPrimitives.WriteInt64BigEndian(said.AsSpan(2 * IdBytes), (clock.GetUtcNow() + Lasts).ToUnixTimeMilliseconds());
        return $"/photos/{Base64Url.EncodeToString(_protector.Protect(said))}";
    }

    /// <summary>The photo; null for a link of another viewer, one that has run out, and any other text.</summary>
    internal Guid? Read(string token, Guid viewer)
    {
        try
        {
            var said = _protector.Unprotect(Base64Url.DecodeFromChars(token));
            var until = DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(said.AsSpan(2 * IdBytes)));
            return new Guid(said.AsSpan(IdBytes, IdBytes)) == viewer && clock.GetUtcNow() < until ? new Guid(said.AsSpan(0, IdBytes)) : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
