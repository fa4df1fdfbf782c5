using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Domain.Exams;
using Academy.Domain.Inspections;
using Academy.Domain.Organizations;
using Academy.Domain.Training;
using Academy.Web.Data;
using Academy.Web.Data.Seeds;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Academy.Web.Signing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Academy.Web.Tests.Operations;

/// <summary>Every state of the demo company, by the domain's own judgement.</summary>
public abstract class SeedDemoTests(AcademyApp app) : IAsyncLifetime
{
    public sealed class OnSqlite(SqliteApp app) : SeedDemoTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : SeedDemoTests(app), IClassFixture<PostgresApp>;

    private DateOnly Today => app.Clock.Now.Day();

    public async Task InitializeAsync()
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<StartAcademy>().LoadAsync(CancellationToken.None);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [DataTheory]
    [InlineData(DemoStory.Waiting, CycleState.Assigned)]
    [InlineData(DemoStory.Learning, CycleState.Learning)]
    [InlineData(DemoStory.Overdue, CycleState.Learning)]
    [InlineData(DemoStory.Ready, CycleState.ReadyForExam)]
    [InlineData(DemoStory.Failed, CycleState.Retraining)]
    [InlineData(DemoStory.RetrainingHalfDone, CycleState.Retraining)]
    [InlineData(DemoStory.AwaitingConfirmation, CycleState.Retraining)]
    [InlineData(DemoStory.CriticalResit, CycleState.ReadyForExam)]
    [InlineData(DemoStory.Suspended, CycleState.Blocked)]
    [InlineData(DemoStory.Certified, CycleState.Certified)]
    [InlineData(DemoStory.CertifiedAfterRetraining, CycleState.Certified)]
    [InlineData(DemoStory.Expiring, CycleState.Certified)]
    [InlineData(DemoStory.Expired, CycleState.Certified)]
    [InlineData(DemoStory.Revoked, CycleState.Certified)]
    [InlineData(DemoStory.Left, CycleState.Certified)]
    public Task Every_story_has_come_to_its_state(DemoStory story, CycleState state) => ForEachAsync(story, (file, cycle) =>
    {
        Assert.Equal(state, cycle.State);
        Assert.Equal(file.ClassroomMinutesRequired(cycle), file.ClassroomMinutes(cycle));
        Assert.Equal(story is DemoStory.Overdue or DemoStory.Suspended, cycle.IsOverdue(Today));
    });

    [DataFact]
    public async Task One_visit_has_findings_in_three_states_and_another_awaits_its_look_back()
    {
        var findings = await app.ReadAsync(db => db.Findings.AsNoTracking().ToListAsync());
        var visits = await app.ReadAsync(db => db.Inspections.AsNoTracking().OrderBy(i => i.StartedAt).ToListAsync());

        Assert.Equal([FindingState.Closed], findings.Where(f => f.InspectionId == visits[0].Id).Select(f => f.State));
        Assert.True(visits[0].AwaitsLookBack);
        Assert.Equal([FindingState.Open, FindingState.Rectified, FindingState.Closed], findings.Where(f => f.InspectionId == visits[1].Id).OrderBy(f => f.Number).Select(f => f.State));
        Assert.True(findings.Single(f => f.State is FindingState.Open).IsOverdue(Today));
        Assert.All(visits, v => Assert.False(v.IsOpen));
    }

    [DataTheory]
    [InlineData(DemoStory.Waiting, EligibilityReason.NoCertificate)]
    [InlineData(DemoStory.Failed, EligibilityReason.NoCertificate)]
    [InlineData(DemoStory.Suspended, EligibilityReason.ThirdFail)]
    [InlineData(DemoStory.Expired, EligibilityReason.Expired)]
    [InlineData(DemoStory.Revoked, EligibilityReason.Revoked)]
    [InlineData(DemoStory.Left, EligibilityReason.NotEngaged)]
    public Task Who_may_not_work_is_told_why(DemoStory story, EligibilityReason reason) => ForEachAsync(story, (file, cycle) =>
    {
        var eligibility = file.EligibilityOf(cycle.OrganizationId, cycle.Position, Today);

        Assert.Equal(EligibilityStatus.NotEligible, eligibility.Status);
        Assert.Contains(eligibility.Grounds, g => g.Reason == reason);
    });

    [DataTheory]
    [InlineData(DemoStory.Certified)]
    [InlineData(DemoStory.CertifiedAfterRetraining)]
    [InlineData(DemoStory.Expiring)]
    public Task Who_is_certified_may_work_as_long_as_the_venue_allows(DemoStory story) => ForEachAsync(story, (file, cycle) =>
    {
        var eligibility = file.EligibilityOf(cycle.OrganizationId, cycle.Position, Today);
        var certificate = Assert.Single(file.Certificates);
        var months = file.Venues.Single(v => v.Id == certificate.VenueId).IsPublicAssembly ? 6 : 12;

        Assert.Equal(EligibilityStatus.Eligible, eligibility.Status);
        Assert.Equal(certificate.IssuedOn.AddMonths(months).AddDays(-1), eligibility.Until);
        Assert.Equal(story is DemoStory.Expiring, eligibility.Until < Today.AddDays(30));
    });

    [DataTheory]
    [InlineData(DemoStory.Failed, RetrainingStep.First)]
    [InlineData(DemoStory.RetrainingHalfDone, RetrainingStep.First)]
    [InlineData(DemoStory.AwaitingConfirmation, RetrainingStep.Second)]
    [InlineData(DemoStory.Suspended, RetrainingStep.Third)]
    public Task Retraining_stands_where_the_story_says(DemoStory story, RetrainingStep step) => ForEachAsync(story, (file, cycle) =>
    {
        var order = file.OpenOrder(file.FamilyOf(cycle))!;
        var done = order.Tasks.Count(t => t.DoneAt is not null);

        Assert.Equal(step, order.Step);
        Assert.Equal(
            story switch { DemoStory.RetrainingHalfDone => order.Tasks.Count / 2, DemoStory.AwaitingConfirmation => order.Tasks.Count, _ => 0 },
            done);
        Assert.Equal(step switch { RetrainingStep.First => 1, RetrainingStep.Second => 2, _ => 3 }, file.FailsSincePass(file.FamilyOf(cycle)));
    });

    [DataFact]
    public Task After_a_critical_item_was_missed_and_retrained_the_short_paper_may_begin() => ForEachAsync(DemoStory.CriticalResit, (file, _) =>
    {
        Assert.Equal(Outcome.FailedCritical, Assert.Single(Assert.Single(file.Attempts, a => a.State is AttemptState.Graded).Grades).Outcome);
        Assert.Equal(PaperKind.Critical, Assert.Single(file.Attempts, a => a.State is AttemptState.Ready).Kind);
        Assert.Empty(EntryRules.Check(file.EntryOf(Assert.Single(file.Assignments), app.Clock.Now), app.Clock.Now));
    });

    [DataFact]
    public Task Who_is_to_be_supervised_lacks_nothing_but_the_invigilators_look() => ForEachAsync(DemoStory.ReadyForRoom, (file, _) =>
        Assert.Equal([EntryRefusalReason.NotCheckedIn], EntryRules.Check(file.EntryOf(Assert.Single(file.Assignments), app.Clock.Now), app.Clock.Now).Select(r => r.Reason)));

    [DataFact]
    public async Task Some_cards_bear_a_confirmed_photo_some_photos_wait_and_some_people_have_none()
    {
        var (states, bound, people) = await app.ReadAsync(async db => (
            await db.PersonPhotos.GroupBy(p => p.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count),
            await db.Certificates.CountAsync(c => c.Codes.Any(x => x.PhotoId != null)),
            await db.People.CountAsync()));

        Assert.Equal(DemoCompany.Employees.Count(e => e.Photo is true), states[PhotoState.Confirmed]);
        Assert.Equal(states[PhotoState.Confirmed], bound);
        Assert.InRange(states[PhotoState.Waiting], 2, people - bound - 1);
    }

    [DataFact]
    public async Task Codes_are_genuine_and_verify_as_the_state_says()
    {
        var results = new Dictionary<DemoStory, VerificationResult>();
        foreach (var employee in DemoCompany.Employees)
        {
            await using var scope = app.Services.CreateAsyncScope();
            var token = await scope.ServiceProvider.GetRequiredService<AcademyDbContext>().Certificates.Where(c => c.HolderName == employee.Name).Select(c => c.Codes.Single().Token).SingleOrDefaultAsync();
            if (token is not null) results[employee.Story] = (await scope.ServiceProvider.GetRequiredService<VerifyCertificate>().ByTokenAsync(token, CancellationToken.None)).Result;
        }

        Assert.Equal(
            new Dictionary<DemoStory, VerificationResult>
            {
                [DemoStory.Certified] = VerificationResult.ValidStatic,
                [DemoStory.CertifiedAfterRetraining] = VerificationResult.ValidStatic,
                [DemoStory.Expiring] = VerificationResult.ValidStatic,
                [DemoStory.Expired] = VerificationResult.Expired,
                [DemoStory.Revoked] = VerificationResult.Revoked,
                [DemoStory.Left] = VerificationResult.Suspended,
            },
            results);
    }

    [DataFact]
    public async Task Nothing_happened_in_the_future_and_everything_is_marked_as_demo()
    {
        Assert.False(await app.ReadAsync(db => db.AuditEntries.AnyAsync(a => a.At > app.Clock.Now)));
        Assert.True(await app.ReadAsync(db => db.Organizations.AllAsync(o => o.IsDemo)));
        Assert.Equal(Enum.GetValues<KeyPurpose>().Length, await app.ReadAsync(db => db.Keys.CountAsync(k => k.IsDemo)));
    }

    [DataFact]
    public async Task A_second_start_seeds_nothing_more()
    {
        var people = await app.ReadAsync(db => db.People.CountAsync());

        await InitializeAsync();

        Assert.Equal(people, await app.ReadAsync(db => db.People.CountAsync()));
        Assert.Equal(DemoCompany.Employees.Count + DemoCompany.Officers.Count, people);
    }

    [DataFact]
    public async Task Every_account_can_be_signed_in_with()
    {
        await using var scope = app.Services.CreateAsyncScope();
        foreach (var account in DemoCompany.Accounts.All)
        {
            var user = await scope.ServiceProvider.GetRequiredService<Accounts>().FindAsync(account.UserName, CancellationToken.None);

            Assert.True(await scope.ServiceProvider.GetRequiredService<SecretHashing>().MatchesAsync(user?.PasswordHash, account.Password, CancellationToken.None), account.UserName);
            Assert.NotNull(await Standing.FindAsync(scope.ServiceProvider.GetRequiredService<AcademyDbContext>(), user!.PersonId, Today, CancellationToken.None));
        }
    }

    [DataFact]
    public async Task Every_role_is_held_by_somebody() =>
        Assert.Equal(
            [Role.TeamLeader, Role.SafetyManager, Role.Head, Role.Inspector, Role.Administrator],
            (await app.ReadAsync(db => db.RoleGrants.Select(g => g.Role).ToListAsync())).Order());

    private async Task ForEachAsync(DemoStory story, Action<PersonalFile, TrainingCycle> check)
    {
        var employees = DemoCompany.Employees.Where(e => e.Story == story).ToList();
        Assert.NotEmpty(employees);
        foreach (var employee in employees)
        {
            await using var scope = app.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AcademyDbContext>();
            var person = await db.Engagements.Where(e => e.StaffNumber == employee.Number).Select(e => e.PersonId).SingleAsync();
            var file = await PersonalFile.LoadAsync(db, scope.ServiceProvider.GetRequiredService<Releases>(), new AcademyDefaults(), person, CancellationToken.None);
            check(file!, Assert.Single(file!.Cycles));
        }
    }
}
