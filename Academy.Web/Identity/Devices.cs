using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Academy.Domain;
using Academy.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Identity;

/// <summary>Knows a device again by a random token in its cookie, of which only the hash is kept.</summary>
public sealed class Devices(AcademyDbContext db, AcademySettings settings, TimeProvider clock)
{
    public const string Cookie = "academy-device";

    /// <summary>The device this request comes from, unless it was revoked, has failed too often, or holds a PIN of who has become staff since.</summary>
    public async Task<Device?> FindAsync(HttpContext http)
    {
        if (http.Request.Cookies[Cookie] is not { Length: > 0 and <= 64 } token) return null;
        var hash = Hash(token);
        var device = await db.Devices.AsNoTracking()
            .SingleOrDefaultAsync(d => d.TokenHash == hash && d.RevokedAt == null && d.FailedTries < SignInTries.DeviceAllowed, http.RequestAborted);
        if (device is not { PinHash.Length: > 0 }) return device;
        var person = await db.Users.Where(u => u.Id == device.UserId).Select(u => u.PersonId).SingleAsync(http.RequestAborted);
        return await Standing.FindAsync(db, person, clock.GetUtcNow().Day(), http.RequestAborted) is { IsStaff: true } ? null : device;
    }

    /// <summary>The name of whom this device's PIN lets in; null where it is not known or has no PIN.</summary>
    public async Task<string?> PinOwnerAsync(HttpContext http)
    {
        if (await FindAsync(http) is not { PinHash.Length: > 0 } device) return null;
        return await db.Users.Where(u => u.Id == device.UserId).Join(db.People, u => u.PersonId, p => p.Id, (_, p) => p.Name).SingleOrDefaultAsync(http.RequestAborted);
    }

    /// <summary>A new device with its token; the caller saves it, then hands the token over.</summary>
    /// <param name="pinHash">Empty where a password is used.</param>
    public static (Device Device, string Token) Make(Guid userId, string pinHash, HttpContext http, DateTimeOffset now)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return (new Device(Guid.CreateVersion7(now), userId, Hash(token), pinHash, Label(http.Request.Headers.UserAgent.ToString()), now), token);
    }

    public void HandOver(HttpContext http, string token, DateTimeOffset now) => http.Response.Cookies.Append(
        Cookie,
        token,
        new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = "/account", Expires = now.AddDays(settings.Defaults.DeviceSessionDays) });

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>What its owner calls it, as far as the browser tells.</summary>
    private static string Label(string agent)
    {
        var machine = First(agent, ("iPhone", "iPhone"), ("iPad", "iPad"), ("HarmonyOS", "鸿蒙手机"), ("OpenHarmony", "鸿蒙手机"), ("Android", "安卓手机"), ("Windows", "Windows 电脑"), ("Mac OS", "Mac 电脑"), ("Linux", "Linux 电脑")) ?? "其他设备";
        var browser = First(agent, ("MicroMessenger", "微信"), ("Edg/", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"));
        return browser is null ? machine : $"{machine} · {browser}";
    }

    private static string? First(string agent, params (string Mark, string Name)[] known) =>
        known.Where(k => agent.Contains(k.Mark, StringComparison.Ordinal)).Select(k => k.Name).FirstOrDefault();
}
