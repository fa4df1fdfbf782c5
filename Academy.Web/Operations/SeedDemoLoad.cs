using Academy.Domain;
using Academy.Domain.Courses;
using Academy.Domain.Exams;
using Academy.Domain.Organizations;
using Academy.Domain.Training;
using Academy.Web.Data;
using Academy.Web.Data.Seeds;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>People for load tests, in a company of their own: <c>load00001</c> and so on, the first of them ready to sit the demo exam.</summary>
/// <remarks>Bulk: the domain's verbs, but not one operation for each person.</remarks>
public sealed class SeedDemoLoad(AcademyDbContext db, Releases releases, AcademySettings settings, IPasswordHasher<AcademyUser> hasher, TimeProvider clock)
{
    public const string Code = "load";

    /// <summary>One save, and one classroom: a session is read with all who were in it.</summary>
    private const int Chunk = 25;

    private const int ChunksASave = 10;

    /// <summary>Seeds once. A content release has to be there.</summary>
    /// <param name="done">Told how many people there are so far.</param>
    /// <returns>False when there is load-test data already.</returns>
    public async Task<bool> RunAsync(int employees, int ready, string password, Action<int> done, CancellationToken cancel)
    {
        if (await db.Organizations.AnyAsync(o => o.Code == Code, cancel)) return false;
        var crowd = await PrepareAsync(password, cancel);
        for (var first = 1; first <= employees; first += Chunk * ChunksASave)
        {
            var last = Math.Min(employees, first + (Chunk * ChunksASave) - 1);
            foreach (var room in Enumerable.Range(first, last - first + 1).Chunk(Chunk)) Add(crowd, room, ready);
            await db.SaveChangesAsync(cancel);
            db.ChangeTracker.Clear();
            done(last);
        }

        return true;
    }

    private async Task<Crowd> PrepareAsync(string password, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var release = await releases.InForceAsync(cancel);
        var position = release.Curriculum.Positions.Single(p => p.Number == DemoCompany.Position);
        var requirement = release.Curriculum.FindRequirement(position.Code, TrainingRound.First) ?? throw new InvalidOperationException($"{position.Code} has no requirement.");
        var number = await db.Organizations.MaxAsync(o => (int?)o.Number, cancel) ?? 0;
        var organization = new Organization(Guid.CreateVersion7(now), number + 1, Code, "压力测试单位（示范）", "压力测试单位");
        organization.MarkDemo();
        var venue = new Venue(Guid.CreateVersion7(now), organization.Id, "压力测试景区", VenueKind.ScenicArea, "云岭县", isPublicAssembly: false, isHighRise: false);
        var department = new Department(Guid.CreateVersion7(now), organization.Id, "压力测试部");
        db.AddRange(organization, venue, department);
        db.Audit(organization.Id, null, "demo.seeded", organization.Id, "load", now);
        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();

        // One hash for all: hashing five thousand would take minutes.
        return new Crowd(organization.Id, venue.Id, department.Id, release, requirement, hasher.HashPassword(new AcademyUser(), password), now);
    }

    private void Add(Crowd crowd, int[] numbers, int ready)
    {
        var assignedAt = crowd.Now.AddDays(-3);
        var begins = crowd.Now.AddDays(-2);
        var lessons = crowd.Release.Curriculum.LessonsOf(crowd.Requirement);
        var minutes = (crowd.Requirement.Hours * StudyHours.Minutes) - lessons.Sum(l => l.Minutes);
        var session = minutes <= 0 ? null : new ClassroomSession(Guid.CreateVersion7(assignedAt), crowd.Organization, "线下培训", "压力测试景区", "压力测试部", begins, begins.AddMinutes(minutes), [], Guid.Empty, assignedAt);
        var people = new HashSet<Guid>();
        foreach (var number in numbers)
        {
            var person = Hire(crowd, number, assignedAt);
            var cycle = new TrainingCycle(Guid.CreateVersion7(assignedAt), person, crowd.Organization, DemoCompany.Position, 1, TrainingRound.First, null, crowd.Release.Id, crowd.Requirement.Version, assignedAt, null);
            db.Add(cycle);
            if (number > ready) continue;

            session?.SignIn(person, begins);
            people.Add(person);
            db.AddRange(SeedDemoHistory.Read(person, lessons, settings.Defaults, crowd.Now.AddDays(-1)));
            cycle.Settle(new CycleFacts(HasBegun: true, LessonsLeft: 0, HoursComplete: true, LicencesMissing: [], PracticalPassed: true, HasPassed: false, OpenOrder: null), crowd.Now);
            Assign(crowd, cycle, number);
        }

        if (session is null || people.Count == 0) return;
        session.Close(people, session.EndsAt);
        db.Add(session);
    }

    /// <summary>With a paper that lies ready, as for everybody who may sit an exam.</summary>
    private void Assign(Crowd crowd, TrainingCycle cycle, int number)
    {
        var blueprint = crowd.Release.Curriculum.FindBlueprint(crowd.Requirement.Blueprint)!;
        var assignment = new ExamAssignment(Guid.CreateVersion7(crowd.Now), cycle.PersonId, crowd.Organization, blueprint.Id, blueprint.Family, crowd.Release.Id, crowd.Requirement.Mode, cycle.Id, crowd.Now);
        var paper = PaperDrawing.Draw(blueprint, crowd.Release.Curriculum.ExamBank(crowd.Requirement), number, new Dictionary<string, int>());
        var attempt = new ExamAttempt(Guid.CreateVersion7(crowd.Now), assignment, 1, PaperKind.Full, paper, blueprint.Minutes, crowd.Now);
        attempt.Admit(crowd.Now, DateOnly.MaxValue);
        db.AddRange(assignment, attempt);
    }

    private Guid Hire(Crowd crowd, int number, DateTimeOffset from)
    {
        var name = $"load{number:00000}";
        var person = new Person(Guid.CreateVersion7(from), $"压测{number:00000}");
        var engagement = new Engagement(Guid.CreateVersion7(from), person.Id, crowd.Organization, $"{number:00000}", "压力测试单位", EngagementKind.Permanent, crowd.Venue, crowd.Department, from.Day());
        engagement.TakePosition(DemoCompany.Position, from.Day());
        db.AddRange(person, engagement, new AcademyUser
        {
            Id = Guid.CreateVersion7(from),
            PersonId = person.Id,
            UserName = name,
            NormalizedUserName = name.ToUpperInvariant(),
            PasswordHash = crowd.PasswordHash,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            LockoutEnabled = true,
        });
        return person.Id;
    }

    /// <summary>What all of them share.</summary>
    private sealed record Crowd(Guid Organization, Guid Venue, Guid Department, Release Release, PositionRequirement Requirement, string PasswordHash, DateTimeOffset Now);
}
