using Academy.Domain;
using Academy.Domain.Organizations;
using Academy.Web.Data;
using Academy.Web.Data.Seeds;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>Fills an empty database with the demo company: people in every state, each brought there by the same operations as anybody else.</summary>
public sealed class SeedDemo(AcademyDbContext db, Releases releases, Signing.IKeyStore keys, AcademySettings settings, SaveAnswers save, IPasswordHasher<AcademyUser> hasher, TimeProvider clock)
{
    /// <summary>Hired so long before the first course that nobody was trained before being hired.</summary>
    private const int HiredDaysBefore = 60;

    private readonly Dictionary<string, Guid> _people = new(StringComparer.Ordinal);

    /// <summary>Seeds once. Keys and a content release have to be there.</summary>
    /// <returns>False when the database holds an organization already.</returns>
    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        if (await db.Organizations.AnyAsync(cancel)) return false;
        var now = clock.GetUtcNow();
        var calendar = new DemoCalendar(now.Day());
        var organization = await HireAsync(calendar.First.AddDays(-HiredDaysBefore), now, cancel);

        var history = await SeedDemoHistory.BeginAsync(db, releases, keys, settings, save, organization, _people["manager"], cancel);
        var cohorts = DemoCompany.Employees.GroupBy(e => (Day: calendar.CohortOf(e.Story), e.Position)).OrderBy(c => c.Key).ToList();
        foreach (var (cohort, number) in cohorts.Select((c, i) => (c, i + 1)))
        {
            await history.TrainTogetherAsync($"景区服务员 第 {number} 期", cohort.Key.Position, cohort.Key.Day, [.. cohort.Select(e => _people[e.Number])], cancel);
        }

        foreach (var employee in DemoCompany.Employees) await TellAsync(history, employee, calendar, cancel);
        await new SeedDemoInspections(db, releases, settings, organization, _people["inspector"], _people["manager"]).RunAsync(calendar.Today, cancel);
        return true;
    }

    private async Task<Guid> HireAsync(DateOnly from, DateTimeOffset now, CancellationToken cancel)
    {
        var organization = new Organization(Guid.CreateVersion7(now), Organization.FirstNumber, DemoCompany.Code, DemoCompany.LegalName, DemoCompany.SignName);
        organization.Register("91530000MA6DEMO018", "云岭县", "陆云山", "周安");
        organization.MarkDemo();
        var venues = DemoCompany.Venues.ToDictionary(v => v.Name, v => new Venue(Guid.CreateVersion7(now), organization.Id, v.Name, v.Kind, v.Address, v.IsPublicAssembly, isHighRise: false), StringComparer.Ordinal);
        var departments = DemoCompany.Departments.ToDictionary(d => d, d => new Department(Guid.CreateVersion7(now), organization.Id, d), StringComparer.Ordinal);
        db.Add(organization);
        db.AddRange(venues.Values);
        db.AddRange(departments.Values);

        // The same password everywhere, so it is hashed once: hashing is slow on purpose.
        var password = hasher.HashPassword(new AcademyUser(), DemoCompany.Password);
        foreach (var officer in DemoCompany.Officers)
        {
            var person = Join(officer.UserName, officer.Name, officer.UserName);
            var department = officer.Department is { } name ? departments[name] : null;
            var scope = officer.Role is Role.Administrator ? null : (Guid?)organization.Id;
            db.RoleGrants.Add(new RoleGrant(Guid.CreateVersion7(now), person, officer.Role, scope, officer.Role is Role.TeamLeader ? department?.Id : null, from, null, null));
            if (department is not null) Engage(person, officer.Number, EngagementKind.Permanent, venues.Values.First(), department);
        }

        foreach (var employee in DemoCompany.Employees)
        {
            var person = Join(employee.Number, employee.Name, $"{DemoCompany.Code}-{employee.Number}");
            Engage(person, employee.Number, employee.Kind, venues[employee.Venue], departments[employee.Department]);
        }

        db.Audit(organization.Id, null, "demo.seeded", organization.Id, null, now);
        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
        return organization.Id;

        Guid Join(string key, string name, string userName)
        {
            var person = new Person(Guid.CreateVersion7(now), name);
            db.Add(person);
            db.Add(new AcademyUser
            {
                Id = Guid.CreateVersion7(now),
                PersonId = person.Id,
                UserName = userName,
                NormalizedUserName = userName.ToUpperInvariant(),
                PasswordHash = password,
                SecurityStamp = Guid.NewGuid().ToString("N"),
                LockoutEnabled = true,
            });
            return _people[key] = person.Id;
        }

        void Engage(Guid person, string number, EngagementKind kind, Venue venue, Department department) =>
            db.Add(new Engagement(Guid.CreateVersion7(now), person, organization.Id, number, kind is EngagementKind.Dispatched ? "云岭人力资源有限公司" : DemoCompany.LegalName, kind, venue.Id, department.Id, from));
    }

    private async Task TellAsync(SeedDemoHistory history, DemoEmployee employee, DemoCalendar calendar, CancellationToken cancel)
    {
        var person = history.Of(_people[employee.Number], int.Parse(employee.Number, System.Globalization.CultureInfo.InvariantCulture), calendar.CohortOf(employee.Story).AddDays(2));
        if (employee.Photo is { } confirmed) await person.PhotographAsync(confirmed, cancel);
        switch (employee.Story)
        {
            case DemoStory.Waiting:
                return;
            case DemoStory.Learning or DemoStory.Overdue:
                await person.StudyAsync(0.5, cancel);
                return;
        }

        await person.StudyAsync(1, cancel);
        switch (employee.Story)
        {
            case DemoStory.Failed:
                await person.FailAsync(cancel);
                break;
            case DemoStory.RetrainingHalfDone:
                await person.FailAsync(cancel);
                await person.RetrainAsync(0.5, cancel);
                break;
            case DemoStory.AwaitingConfirmation:
                await person.FailAsync(cancel);
                await person.RetrainAsync(1, cancel);
                await person.FailAsync(cancel);
                await person.RetrainAsync(1, cancel);
                break;
            case DemoStory.CriticalResit:
                await person.MissCriticalAsync(cancel);
                await person.RetrainAsync(1, cancel);
                break;
            case DemoStory.Suspended:
                await person.FailAsync(cancel);
                await person.RetrainAsync(1, cancel);
                await person.FailAsync(cancel);
                await person.RetrainAsync(1, cancel);
                await person.ConfirmAsync(cancel);
                await person.FailAsync(cancel);
                break;
            case DemoStory.Certified:
                await person.PassAsync(cancel);
                break;
            case DemoStory.CertifiedAfterRetraining:
                await person.FailAsync(cancel);
                await person.RetrainAsync(1, cancel);
                await person.PassAsync(cancel);
                break;
            case DemoStory.Expired or DemoStory.Expiring:
                person.WaitUntil(calendar.IssuedOn(employee.Story));
                await person.PassAsync(cancel);
                break;
            case DemoStory.Revoked:
                await person.PassAsync(cancel);
                person.WaitUntil(calendar.Today.AddDays(-30));
                await person.RevokeAsync("证件借给他人使用", cancel);
                break;
            case DemoStory.Left:
                await person.PassAsync(cancel);
                person.WaitUntil(calendar.Today.AddDays(-60));
                await person.LeaveAsync(cancel);
                break;
        }
    }

    /// <summary>When things happened, counted back from today.</summary>
    private sealed record DemoCalendar(DateOnly Today)
    {
        private const int HotelMonths = Domain.Certificates.Validity.PublicAssemblyMonths;

        public DateOnly First => IssuedOn(DemoStory.Expired).AddDays(-7);

        /// <summary>The day a hotel's certificate has to be issued on to have ended, or to end soon.</summary>
        public DateOnly IssuedOn(DemoStory story) => Today.AddDays(story is DemoStory.Expired ? -9 : 13).AddMonths(-HotelMonths);

        /// <summary>The day the person's cohort was opened.</summary>
        public DateOnly CohortOf(DemoStory story) => story switch
        {
            DemoStory.Expired or DemoStory.Expiring or DemoStory.Revoked or DemoStory.Left => First,
            DemoStory.Certified or DemoStory.CertifiedAfterRetraining or DemoStory.Suspended or DemoStory.Overdue => Today.AddDays(-45),
            _ => Today.AddDays(-14),
        };
    }
}
