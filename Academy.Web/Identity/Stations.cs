using System.Security.Claims;
using Academy.Domain.Exams;
using Academy.Domain.Organizations;
using Academy.Web.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Identity;

/// <summary>考试机: a browser that belongs to a room instead of a person. Who is called to it gets a session there for one attempt and nothing else.</summary>
public sealed class Stations(AcademyDbContext db, TimeProvider clock)
{
    /// <summary>Authentication scheme and cookie name.</summary>
    public const string Scheme = "academy-station";

    public const string Address = "/station";

    private const string Room = "room";
    private const string Seat = "seat";
    private const string Attempt = "attempt";

    /// <summary>What a station's session needs beside its attempt.</summary>
    private static readonly PathString[] Open = [Address, "/css", "/js", "/content", "/error", "/healthz"];

    /// <summary>The room the browser belongs to, on pages of <see cref="Policies.Station"/>.</summary>
    public static Guid RoomOf(ClaimsPrincipal station) => CurrentPerson.IdOf(station, Room) ?? throw new InvalidOperationException("This is no exam station.");

    /// <summary>Ends the invigilator's own session and makes the browser a station of the room.</summary>
    public async Task OpenAsync(HttpContext http, Guid roomId)
    {
        await http.SignOutAsync(Sessions.Scheme);
        var properties = new AuthenticationProperties { IsPersistent = true, ExpiresUtc = clock.GetUtcNow() + ExamRoom.Longest };
        await http.SignInAsync(Scheme, new ClaimsPrincipal(new ClaimsIdentity([new Claim(Room, roomId.ToString())], Scheme)), properties);
    }

    /// <summary>Begins the session of who was called, for that attempt alone.</summary>
    public async Task BeginAsync(HttpContext http, Guid seatId, Guid attemptId)
    {
        var attempt = await db.Attempts.Where(a => a.Id == attemptId).Select(a => new { a.PersonId, a.OrganizationId }).SingleAsync(http.RequestAborted);
        Claim[] claims =
        [
            new(CurrentPerson.Person, attempt.PersonId.ToString()), new(CurrentPerson.Organization, attempt.OrganizationId.ToString()),
            new(ClaimTypes.Role, nameof(Role.Employee)), new(Seat, seatId.ToString()), new(Attempt, attemptId.ToString()),
        ];
        await http.SignInAsync(Sessions.Scheme, new ClaimsPrincipal(new ClaimsIdentity(claims, Sessions.Scheme)), new AuthenticationProperties { ExpiresUtc = clock.GetUtcNow() + ExamRoom.Longest });
    }

    /// <summary>Whether the session is one at a station.</summary>
    public static bool IsSession(ClaimsPrincipal user) => user.HasClaim(c => c.Type == Attempt);

    /// <summary>Whether a station's session goes on: the attempt is open and the invigilator has not taken the call back.</summary>
    public async Task<bool> StandsAsync(ClaimsPrincipal user, CancellationToken cancel)
    {
        var (seat, attempt) = (CurrentPerson.IdOf(user, Seat), CurrentPerson.IdOf(user, Attempt));
        return await db.ExamSeats.AnyAsync(s => s.Id == seat && s.AttemptId == attempt && s.CalledAt != null && s.EndedAt == null && db.Attempts.Any(a => a.Id == attempt && a.State == AttemptState.InProgress), cancel);
    }

    /// <summary>Whether a session may open an address: one at a station only the pages of its attempt.</summary>
    public static bool MayOpen(ClaimsPrincipal user, PathString path) =>
        CurrentPerson.IdOf(user, Attempt) is not { } attempt || path.StartsWithSegments($"/exams/attempts/{attempt}") || Array.Exists(Open, open => path.StartsWithSegments(open));
}
