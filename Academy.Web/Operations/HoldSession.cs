using Academy.Domain;
using Academy.Domain.Training;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>Why somebody could not be signed in.</summary>
public enum SignInRefusal
{
    /// <summary>Nobody signs themselves in.</summary>
    Self,

    /// <summary>Does not work in the organization today.</summary>
    NotHere,

    /// <summary>Sits in another session at the same time.</summary>
    Overlaps,

    /// <summary>More than eight hours in one day (rule 13).</summary>
    TooManyHours,
}

/// <summary>Signs people in to a 线下培训 while it is held.</summary>
public sealed class HoldSession(AcademyDbContext db, TimeProvider clock)
{
    /// <summary>What came of it.</summary>
    /// <param name="IsHeldNow">False before it begins, after it ends or once closed; then nobody was signed in.</param>
    public sealed record Outcome(bool IsHeldNow, IReadOnlyList<Guid> SignedIn, IReadOnlyDictionary<Guid, SignInRefusal> Refused);

    /// <returns>Null when the session is not the organization's.</returns>
    public Task<Outcome?> SignInAsync(Guid sessionId, Guid organizationId, IReadOnlyCollection<Guid> people, Guid by, CancellationToken cancel) => db.DecideAsync<Outcome?>(
        async () =>
        {
            var now = clock.GetUtcNow();
            var session = await db.ClassroomSessions.SingleOrDefaultAsync(s => s.Id == sessionId && s.OrganizationId == organizationId, cancel);
            if (session is null) return null;
            var (signedIn, refused) = (new List<Guid>(), new Dictionary<Guid, SignInRefusal>());
            if (now > session.EndsAt || session.ClosedAt is not null || now < session.StartsAt) return new Outcome(false, signedIn, refused);
            foreach (var person in people.Distinct())
            {
                if (await RefusalAsync(session, person, by, now, cancel) is { } refusal) refused[person] = refusal;
                else if (session.SignIn(person, now)) signedIn.Add(person);
            }

            db.Audit(organizationId, by, "classroom.signed-in", session.Id, $"{signedIn.Count} people", now);
            await db.SaveChangesAsync(cancel);
            return new Outcome(true, signedIn, refused);
        },
        cancel);

    private async Task<SignInRefusal?> RefusalAsync(ClassroomSession session, Guid person, Guid by, DateTimeOffset now, CancellationToken cancel)
    {
        if (person == by) return SignInRefusal.Self;
        if (!await db.Engagements.CurrentOn(now.Day()).AnyAsync(e => e.PersonId == person && e.OrganizationId == session.OrganizationId, cancel)) return SignInRefusal.NotHere;
        var (dayStart, dayEnd) = (session.StartsAt.Day().Start(), session.StartsAt.Day().AddDays(1).Start());
        // Sessions of other organizations count too: nobody sits in two rooms.
        var others = await db.ClassroomSessions.AsNoTracking()
            .Where(s => s.Id != session.Id && s.EndsAt > dayStart && s.StartsAt < dayEnd && s.Attendances.Any(a => a.PersonId == person))
            .Select(s => new { s.StartsAt, s.EndsAt }).ToListAsync(cancel);
        if (others.Exists(o => o.StartsAt < session.EndsAt && o.EndsAt > session.StartsAt)) return SignInRefusal.Overlaps;
        var hours = others.Aggregate(session.EndsAt - session.StartsAt, (sum, o) => sum + (o.EndsAt - o.StartsAt));
        return hours > TimeSpan.FromHours(ClassroomSession.MostHoursADay) ? SignInRefusal.TooManyHours : null;
    }
}
