using System.Globalization;
using System.Net;
using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Domain.Exams;
using Academy.Domain.Organizations;
using Academy.Domain.Training;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Academy.Web.Signing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Academy.Web.Tests.Operations;

/// <summary>What follows from passes and fails: once, in one transaction, on both databases.</summary>
public abstract class SettleTests(AcademyApp app)
{
    public sealed class OnSqlite(SqliteApp app) : SettleTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : SettleTests(app), IClassFixture<PostgresApp>;

    [DataFact]
    public async Task Two_settlings_that_both_saw_the_pass_issue_one_certificate()
    {
        var (story, person) = await PassedButNotSettledAsync();
        await using var first = app.Services.CreateAsyncScope();
        await using var second = app.Services.CreateAsyncScope();
        var (one, other) = (first.ServiceProvider.GetRequiredService<AcademyDbContext>(), second.ServiceProvider.GetRequiredService<AcademyDbContext>());

        // Both decide on what both have read; then both save.
        await first.ServiceProvider.GetRequiredService<SettlePerson>().RunAsync(person.Id, null, app.Clock.Now, CancellationToken.None);
        await second.ServiceProvider.GetRequiredService<SettlePerson>().RunAsync(person.Id, null, app.Clock.Now, CancellationToken.None);
        await one.SaveChangesAsync();
        await Assert.ThrowsAnyAsync<DbUpdateException>(() => other.SaveChangesAsync());

        var certificate = await app.ReadAsync(db => db.Certificates.AsNoTracking().SingleAsync(c => c.HolderId == person.Id));
        Assert.Equal(story.Organization.Id, certificate.OrganizationId);
        Assert.Equal(1, await app.ReadAsync(db => db.AuditEntries.CountAsync(e => e.Action == "certificate.issued" && e.Subject == certificate.Id)));
    }

    [DataFact]
    public async Task Of_two_who_change_one_file_at_once_the_later_is_sent_back_to_read_what_the_first_did()
    {
        var story = await Story.BeginAsync(app);
        var person = await story.HireAsync("李小红");
        await story.TrainAsync(person);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AcademyDbContext>();

        // Different rows of one file: neither is in the other's way but for the person.
        db.Add(Assessment());
        await scope.ServiceProvider.GetRequiredService<SettlePerson>().RunAsync(person.Id, null, app.Clock.Now, CancellationToken.None);
        Assert.True(await app.ActAsync((RecordTraining record) => record.LicenceAsync(
            person.Id, story.Organization.Id, "建（构）筑物消防员", "L-1", "消防救援机构", app.Clock.Now.Day().AddYears(1), story.Manager.Id, CancellationToken.None)));

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => db.SaveChangesAsync());

        PracticalAssessment Assessment() => new(Guid.CreateVersion7(), person.Id, story.Organization.Id, Story.Position, true, "", story.Manager.Id, app.Clock.Now.Day(), app.Clock.Now);
    }

    [DataFact]
    public async Task The_seasons_short_course_lets_do_little_for_some_days_gives_no_certificate_and_the_full_training_follows()
    {
        const int Cleaning = 30;
        var story = await Story.BeginAsync(app);
        var person = await story.HireAsync("李小红", EngagementKind.Seasonal);
        var assignment = await story.TrainAsync(person, Cleaning);
        Assert.Equal("S", assignment.Blueprint);
        // In the room: who checks people in is tested elsewhere.
        await app.ReadAsync(db => db.ExamAssignments.Where(a => a.Id == assignment.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.Mode, ExamMode.Self)));
        await app.ReadAsync(db => db.Attempts.Where(a => a.AssignmentId == assignment.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.Mode, ExamMode.Self)));

        var attempt = await story.SitAsync(assignment);

        Assert.Equal(20, attempt.Paper.Items.Count);
        Assert.Equal(0, await app.ReadAsync(db => db.Certificates.CountAsync(c => c.HolderId == person.Id)));
        var cycles = await app.ReadAsync(db => db.Cycles.Where(c => c.PersonId == person.Id).OrderBy(c => c.Number).ToListAsync());
        Assert.Equal([(TrainingRound.Season, CycleState.Certified), (TrainingRound.First, CycleState.ReadyForExam)], cycles.Select(c => (c.Round, c.State)));
        Assert.Equal(app.Clock.Now.Day().AddDays(14), cycles[1].DueOn);
        Assert.Equal(EligibilityStatus.Limited, (await JudgeAsync(0)).Status);
        Assert.Equal(EligibilityStatus.Limited, (await JudgeAsync(14)).Status);
        Assert.Equal(EligibilityReason.SeasonOver, Assert.Single((await JudgeAsync(15)).Grounds).Reason);

        // A corrected key takes the pass away, and with it what the pass allowed.
        await app.ReadAsync(db => db.Database.ExecuteSqlAsync($"""UPDATE "Grades" SET "Outcome" = 'Failed' WHERE "AttemptId" = {attempt.Id}"""));
        Assert.Equal(EligibilityStatus.NotEligible, (await JudgeAsync(0)).Status);

        async Task<Eligibility> JudgeAsync(int days)
        {
            await using var scope = app.Services.CreateAsyncScope();
            var (db, releases, defaults) = (scope.ServiceProvider.GetRequiredService<AcademyDbContext>(), scope.ServiceProvider.GetRequiredService<Releases>(), scope.ServiceProvider.GetRequiredService<AcademySettings>().Defaults);
            var day = app.Clock.Now.Day().AddDays(days);
            var file = (await PersonalFile.LoadAsync(db, releases, defaults, person.Id, CancellationToken.None))!.EligibilityOf(story.Organization.Id, Cleaning, day);
            var roll = await db.RollAsync(story.Organization.Id, (await releases.InForceAsync(CancellationToken.None)).Curriculum, defaults.SeasonDays, day, CancellationToken.None);
            var onRoll = roll.Single(r => r.PersonId == person.Id).Positions.Single(p => p.Number == Cleaning).Eligibility;
            Assert.Equal((file.Status, file.Until), (onRoll.Status, onRoll.Until));
            Assert.Equal(file.Grounds, onRoll.Grounds);
            return file;
        }
    }

    [DataFact]
    public async Task Who_leaves_and_is_engaged_anew_for_the_season_goes_on_with_the_full_training()
    {
        const int Cleaning = 30;
        var story = await Story.BeginAsync(app);
        var person = await story.HireAsync("李小红", EngagementKind.Seasonal);
        await OpenAsync();
        await app.ArrangeAsync(async db =>
        {
            (await db.Cycles.SingleAsync(c => c.PersonId == person.Id)).Close(app.Clock.Now);
            (await db.Engagements.SingleAsync(e => e.PersonId == person.Id)).Leave(app.Clock.Now.Day().AddDays(-1));
            db.Add(new Engagement(Guid.CreateVersion7(), person.Id, story.Organization.Id, "S-2", story.Organization.SignName, EngagementKind.Seasonal, story.Venue.Id, story.Department.Id, app.Clock.Now.Day()));
        });
        await OpenAsync();

        Assert.Equal([TrainingRound.Season, TrainingRound.First], await app.ReadAsync(db => db.Cycles.Where(c => c.PersonId == person.Id).OrderBy(c => c.Number).Select(c => c.Round).ToListAsync()));

        Task OpenAsync() => app.ActAsync((OpenCohort open) => open.RunAsync(story.Organization.Id, "第 1 期", Cleaning, app.Clock.Now.Day().AddDays(30), [person.Id], story.Manager.Id, CancellationToken.None));
    }

    [DataFact]
    public async Task The_learner_sees_every_lesson_that_any_of_the_trainings_asks()
    {
        var story = await Story.BeginAsync(app);
        var person = await story.HireAsync("李小红", EngagementKind.Seasonal);
        foreach (var position in new[] { 30, 19 })
        {
            await app.ActAsync((OpenCohort open) => open.RunAsync(story.Organization.Id, $"岗位 {position}", position, app.Clock.Now.Day().AddDays(30), [person.Id], story.Manager.Id, CancellationToken.None));
        }

        var page = await (await story.VisitAsync(person)).GetPageAsync("/learn");

        var curriculum = (await app.ActAsync((Releases releases) => releases.InForceAsync(CancellationToken.None))).Curriculum;
        var asked = curriculum.LessonsOf(curriculum.FindRequirement("P19", TrainingRound.First)!);
        Assert.True(asked.Count > 30);
        Assert.All(asked, lesson => Assert.Contains(lesson.Title, page.Body!.TextContent, StringComparison.Ordinal));
    }

    [DataFact]
    public async Task Settlings_at_once_re_read_and_end_with_one_certificate_and_no_error()
    {
        var (_, person) = await PassedButNotSettledAsync();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => app.ActAsync(async (IServiceProvider services) =>
        {
            var db = services.GetRequiredService<AcademyDbContext>();
            return await db.DecideAsync(
                async () =>
                {
                    await services.GetRequiredService<SettlePerson>().RunAsync(person.Id, null, app.Clock.Now, CancellationToken.None);
                    return await db.SaveChangesAsync();
                },
                CancellationToken.None);
        })));

        Assert.Equal(1, await app.ReadAsync(db => db.Certificates.CountAsync(c => c.HolderId == person.Id)));
        Assert.Equal(CycleState.Certified, await app.ReadAsync(db => db.Cycles.Where(c => c.PersonId == person.Id).Select(c => c.State).SingleAsync()));
    }

    [DataFact]
    public async Task Handed_in_without_a_key_to_sign_with_is_graded_as_soon_as_there_is_one()
    {
        var story = await Story.BeginAsync(app);
        var person = await story.HireAsync("李小红");
        var assignment = await story.TrainAsync(person);
        var keys = await app.ReadAsync(db => db.Keys.AsNoTracking().Where(k => k.Purpose == "Issuer").ToListAsync());
        await app.ArrangeAsync(db => db.RemoveRange(keys));
        app.Services.GetRequiredService<KeyStore>().Forget();

        var attempt = await story.SitAsync(assignment);
        Assert.Equal(AttemptState.Submitted, attempt.State);

        await app.ArrangeAsync(db => db.AddRange(keys));
        app.Services.GetRequiredService<KeyStore>().Forget();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.Services.GetRequiredService<CloseOverdueAttempts>().RunOnceAsync(CancellationToken.None);

        Assert.Equal(1, await app.ReadAsync(db => db.Certificates.CountAsync(c => c.HolderId == person.Id)));
    }

    [DataFact]
    public async Task A_rotated_key_waits_until_every_verifier_may_know_it_and_the_old_one_is_destroyed_when_it_is_over()
    {
        await Story.BeginAsync(app);
        var today = app.Clock.Now.Day();
        await app.ArrangeAsync(db => db.AddRange(
            new StoredKey("Issuer", 7, new byte[32], new byte[32], today.AddYears(-1), today.AddDays(-1), "Active", [1], false)));

        var made = await app.ActAsync((RotateKeys rotate) => rotate.RunAsync(null, CancellationToken.None));

        Assert.Equal((8, today.AddDays(30)), (made!.Single(k => k.Purpose is KeyPurpose.Issuer).Kid, made!.Single(k => k.Purpose is KeyPurpose.Issuer).From));
        Assert.DoesNotContain(made!, k => k.Purpose is KeyPurpose.Root);
        Assert.Null(await app.ReadAsync(db => db.Keys.Where(k => k.Purpose == "Issuer" && k.Kid == 7).Select(k => k.SealedPrivateKey).SingleAsync()));
        Assert.NotNull(await app.ReadAsync(db => db.Keys.Where(k => k.Purpose == "Issuer" && k.Kid == 1).Select(k => k.SealedPrivateKey).SingleAsync()));
        Assert.Empty((await app.ActAsync((RotateKeys rotate) => rotate.RunAsync(null, CancellationToken.None)))!);
    }

    [DataFact]
    public async Task One_attempt_cannot_hold_two_certificates_of_one_position()
    {
        var story = await ExamsCandidate.StoryOf(app);
        var certificate = await story.CertifyAsync(await story.HireAsync("李小红"));
        var columns = await app.ReadAsync(db => Task.FromResult(string.Join(", ", db.Model.FindEntityType(typeof(Certificate))!.GetProperties().Where(p => p.Name != "Id").Select(p => $"\"{p.GetColumnName()}\""))));
        var (copy, original) = (Guid.CreateVersion7(), certificate.Id);

        var insert = $"INSERT INTO \"Certificates\" (\"Id\", {columns}) SELECT {{0}}, {columns} FROM \"Certificates\" WHERE \"Id\" = {{1}}";

        var twice = await Assert.ThrowsAnyAsync<Exception>(() => app.ReadAsync(db => db.Database.ExecuteSqlRawAsync(insert, copy, original)));

        Assert.Contains("unique", twice.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(1, await app.ReadAsync(db => db.Certificates.CountAsync(c => c.AttemptId == certificate.AttemptId)));
    }

    [DataFact]
    public async Task A_fail_that_cannot_write_its_retraining_is_no_grade_either()
    {
        var story = await ExamsCandidate.StoryOf(app);
        var assignment = await story.TrainAsync(await story.HireAsync("李小红"));
        var begun = Assert.IsType<StartOutcome.Begun>(await app.ActAsync((StartAttempt start) => start.RunAsync(assignment.Id, assignment.PersonId, CancellationToken.None)));
        await app.ArrangeAsync(async db => (await db.Attempts.SingleAsync(a => a.Id == begun.AttemptId)).Submit(SubmittedBy.Candidate, app.Clock.Now));
        // Another order of the same attempt stands in the way of the one that the grading would make.
        await app.ArrangeAsync(async db =>
        {
            var attempt = await db.Attempts.SingleAsync(a => a.Id == begun.AttemptId);
            var grade = new Grade(assignment.Cycles[0].CycleId, Outcome.Failed, 0, 100, 80, [], ["C03/01-report-119#alarm-first"], [], app.Clock.Now);
            db.Add(RetrainingOrder.For(Guid.CreateVersion7(), attempt, attempt.Family, [grade], 0, [], WaitTier.FrontLine, new AcademyDefaults().Waits, app.Clock.Now));
        });

        await Assert.ThrowsAsync<DbUpdateException>(() => app.ActAsync(async (SubmitAttempt submit) =>
        {
            await submit.RunAsync(begun.AttemptId, SubmittedBy.Candidate, CancellationToken.None);
            return true;
        }));

        var after = await app.ReadAsync(db => db.Attempts.AsNoTracking().SingleAsync(a => a.Id == begun.AttemptId));
        Assert.Equal(AttemptState.Submitted, after.State);
        Assert.Empty(after.Grades);
    }

    [DataFact]
    public async Task Of_those_who_hand_in_together_one_that_cannot_be_graded_keeps_nobody_from_a_grade_and_has_its_receipt()
    {
        ExamsSitting[] sittings = [await ExamsCandidate.SittingAsync(app), await ExamsCandidate.SittingAsync(app), await ExamsCandidate.SittingAsync(app)];
        await sittings[2].AnswerAsync(_ => true);
        await app.ArrangeAsync(async db =>
        {
            foreach (var attempt in await db.Attempts.Where(a => sittings.Select(s => s.Id).Contains(a.Id)).ToListAsync()) attempt.Submit(SubmittedBy.Candidate, app.Clock.Now);
        });
        // Another order of the same attempt stands in the way of the one that the grading would make.
        await app.ArrangeAsync(async db =>
        {
            var attempt = await db.Attempts.SingleAsync(a => a.Id == sittings[0].Id);
            var grade = new Grade(sittings[0].Candidate.Assignment.Cycles[0].CycleId, Outcome.Failed, 0, 100, 80, [], ["C03/01-report-119#alarm-first"], [], app.Clock.Now);
            db.Add(RetrainingOrder.For(Guid.CreateVersion7(), attempt, attempt.Family, [grade], 0, [], WaitTier.FrontLine, new AcademyDefaults().Waits, app.Clock.Now));
        });

        await app.ActAsync(async (SubmitAttempt submit) =>
        {
            await submit.FinishAsync([.. sittings.Select(s => s.Id)], CancellationToken.None);
            return true;
        });

        var after = await Task.WhenAll(sittings.Select(s => s.ReadAsync()));
        Assert.Equal([AttemptState.Submitted, AttemptState.Graded, AttemptState.Graded], after.Select(a => a.State));
        Assert.All(after, a => Assert.NotNull(a.Receipt));
        Assert.Equal([Outcome.Failed, Outcome.Passed], after[1..].Select(a => Assert.Single(a.Grades).Outcome));
        Assert.Equal(1, await app.ReadAsync(db => db.RetrainingOrders.CountAsync(o => o.AttemptId == sittings[1].Id)));
        Assert.Equal(1, await app.ReadAsync(db => db.Certificates.CountAsync(c => c.AttemptId == sittings[2].Id)));
    }

    [DataFact]
    public async Task Of_those_who_hand_in_at_once_each_is_graded_once_and_none_hands_in_anothers()
    {
        ExamsSitting[] sittings = [await ExamsCandidate.SittingAsync(app), await ExamsCandidate.SittingAsync(app), await ExamsCandidate.SittingAsync(app), await ExamsCandidate.SittingAsync(app)];
        Task<bool> HandInAsync(Guid attempt, Guid person) => app.ActAsync((HandInAttempt handIn) => handIn.RunAsync(attempt, person));

        var handIns = sittings.Take(3).Concat(sittings.Take(3)).Select(s => HandInAsync(s.Id, s.Attempt.PersonId)).ToList();
        var wrong = HandInAsync(sittings[3].Id, sittings[0].Attempt.PersonId);

        Assert.False(await wrong);
        Assert.All(await Task.WhenAll(handIns), Assert.True);
        var after = await Task.WhenAll(sittings.Select(s => s.ReadAsync()));
        Assert.Equal([AttemptState.Graded, AttemptState.Graded, AttemptState.Graded, AttemptState.InProgress], after.Select(a => a.State));
        foreach (var graded in after.Take(3)) Assert.Equal(1, await app.ReadAsync(db => db.AuditEntries.CountAsync(a => a.Action == "exam.graded" && a.Subject == graded.Id)));
    }

    [DataFact]
    public async Task The_third_failed_renewal_suspends_the_certificate_with_the_fail_and_the_signature_of_another_lifts_it()
    {
        var story = await ExamsCandidate.StoryOf(app);
        var person = await story.HireAsync("李小红");
        var certificate = await story.CertifyAsync(person);
        var assignment = await RenewAsync(story, person);
        for (var fail = 1; fail <= 3; fail++)
        {
            await story.SitAsync(assignment, pass: false);
            var state = await app.ReadAsync(db => db.Certificates.Where(c => c.Id == certificate.Id).Select(c => c.State).SingleAsync());
            Assert.Equal(fail < 3 ? CertificateState.Valid : CertificateState.Suspended, state);
            if (fail < 3) await WorkOffAsync(story, person);
        }

        var order = await OrderAsync(person);
        Assert.Equal(RetrainingStep.Third, order.Step);
        Assert.Equal((EligibilityStatus.NotEligible, EligibilityReason.ThirdFail), await EligibilityAsync(story, person));
        Assert.Equal(CycleState.Blocked, await app.ReadAsync(db => db.Cycles.Where(c => c.PersonId == person.Id && c.Round == TrainingRound.Renewal).Select(c => c.State).SingleAsync()));
        var suspended = await app.ReadAsync(db => db.Certificates.AsNoTracking().SingleAsync(c => c.Id == certificate.Id));
        var graded = await app.ReadAsync(db => db.Attempts.AsNoTracking().SingleAsync(a => a.Id == order.AttemptId));
        Assert.Equal(graded.Grades[0].GradedAt, suspended.Events.Single(e => e.Act is CertificateAct.Suspended).At);

        Assert.False(await app.ActAsync((Retrain retrain) => retrain.SignAsync(order.Id, story.Organization.Id, person.Id, "自己签自己的补训", CancellationToken.None)));
        Assert.False(await app.ActAsync((Retrain retrain) => retrain.SignAsync(order.Id, Guid.CreateVersion7(), story.Manager.Id, "别的单位签的补训", CancellationToken.None)));
        Assert.Null((await OrderAsync(person)).SignedAt);

        Assert.True(await app.ActAsync((Retrain retrain) => retrain.SignAsync(order.Id, story.Organization.Id, story.Manager.Id, "会议室面授两小时，实操灭火一次", CancellationToken.None)));
        Assert.Equal(CertificateState.Valid, await app.ReadAsync(db => db.Certificates.Where(c => c.Id == certificate.Id).Select(c => c.State).SingleAsync()));
        Assert.Equal(story.Manager.Id, (await OrderAsync(person)).SignedBy);
    }

    [DataFact]
    public async Task A_second_order_asks_all_required_lessons_a_day_and_the_word_of_somebody_else()
    {
        var story = await ExamsCandidate.StoryOf(app);
        var person = await story.HireAsync("李小红");
        var assignment = await story.TrainAsync(person);
        await story.SitAsync(assignment, pass: false);
        await WorkOffAsync(story, person);
        var attempt = await story.SitAsync(assignment, pass: false);
        var order = await OrderAsync(person);

        Assert.Equal((RetrainingStep.Second, attempt.SubmittedAt!.Value.AddHours(24)), (order.Step, order.WaitUntil));
        var curriculum = (await app.ActAsync((Releases releases) => releases.GetAsync(order.ReleaseId))).Curriculum;
        Assert.Equal(
            curriculum.LessonsOf(curriculum.FindRequirement("P90", TrainingRound.First)!).Select(l => l.Id).Order(StringComparer.Ordinal),
            order.Tasks.Where(t => t.Kind is RetrainingTaskKind.Read).Select(t => t.KnowledgePoint.Split('#')[0]).Distinct().Order(StringComparer.Ordinal));
        Assert.False(await app.ActAsync((Retrain retrain) => retrain.ConfirmAsync(order.Id, story.Organization.Id, story.Manager.Id, CancellationToken.None)));
        await FinishAsync(order.Id);
        Assert.False(await app.ActAsync((Retrain retrain) => retrain.ConfirmAsync(order.Id, story.Organization.Id, person.Id, CancellationToken.None)));
        Assert.Null((await OrderAsync(person)).CompletedAt);
        Assert.True(await app.ActAsync((Retrain retrain) => retrain.ConfirmAsync(order.Id, story.Organization.Id, story.Manager.Id, CancellationToken.None)));
        Assert.Equal(app.Clock.Now, (await OrderAsync(person)).CompletedAt);
    }

    [DataFact]
    public async Task Leaving_and_being_hired_again_keeps_the_lock()
    {
        var story = await ExamsCandidate.StoryOf(app);
        var person = await story.HireAsync("李小红");
        await story.SitAsync(await story.TrainAsync(person), pass: false);
        var engagement = await app.ReadAsync(db => db.Engagements.Where(e => e.PersonId == person.Id).Select(e => e.Id).SingleAsync());
        Assert.True(await app.ActAsync((EndEngagement end) => end.RunAsync(engagement, story.Organization.Id, story.Manager.Id, CancellationToken.None)));
        await app.ArrangeAsync(db => db.Add(new Engagement(
            Guid.CreateVersion7(), person.Id, story.Organization.Id, string.Create(CultureInfo.InvariantCulture, $"again{app.Clock.Now.UtcTicks}"), story.Organization.SignName, EngagementKind.Permanent, story.Venue.Id, story.Department.Id, app.Clock.Now.Day())));

        var cohort = await app.ActAsync((OpenCohort open) => open.RunAsync(story.Organization.Id, "第 2 期", Story.Position, app.Clock.Now.Day().AddDays(30), [person.Id], story.Manager.Id, CancellationToken.None));

        Assert.Contains(person.Id, cohort.Assigned);
        Assert.Equal([CycleState.Closed, CycleState.Retraining], await app.ReadAsync(db => db.Cycles.Where(c => c.PersonId == person.Id).OrderBy(c => c.Number).Select(c => c.State).ToListAsync()));
    }

    [DataFact]
    public async Task Who_leaves_keeps_no_role_there_and_is_signed_out_within_a_minute()
    {
        var story = await ExamsCandidate.StoryOf(app);
        var person = await story.HireAsync("李小红");
        await app.ArrangeAsync(db => db.AddRange(
            new RoleGrant(Guid.CreateVersion7(), person.Id, Role.TeamLeader, story.Organization.Id, story.Department.Id, app.Clock.Now.Day().AddDays(-10), null, null),
            new RoleGrant(Guid.CreateVersion7(), person.Id, Role.SafetyManager, story.Organization.Id, null, app.Clock.Now.Day().AddDays(3), app.Clock.Now.Day().AddDays(9), null)));
        using var visitor = app.Visit();
        await visitor.SignInAsync(await story.OpenAccountAsync(person), Story.Password);
        await visitor.GetPageAsync("/account");
        var engagement = await app.ReadAsync(db => db.Engagements.Where(e => e.PersonId == person.Id).Select(e => e.Id).SingleAsync());

        Assert.True(await app.ActAsync((EndEngagement end) => end.RunAsync(engagement, story.Organization.Id, story.Manager.Id, CancellationToken.None)));
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Null(await app.ReadAsync(db => Standing.FindAsync(db, person.Id, app.Clock.Now.Day(), CancellationToken.None)));
        Assert.Null(await app.ReadAsync(db => Standing.FindAsync(db, person.Id, app.Clock.Now.Day().AddDays(3), CancellationToken.None)));
        using var response = await visitor.GetAsync("/account");
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal(
            [nameof(Role.SafetyManager), nameof(Role.TeamLeader)],
            await app.ReadAsync(db => db.AuditEntries.Where(a => a.Action == "role.ended" && a.Subject == person.Id && a.OrganizationId == story.Organization.Id && a.Actor == story.Manager.Id).Select(a => a.Detail!).OrderBy(d => d).ToListAsync()));
    }

    [DataFact]
    public async Task No_renewal_begins_before_its_window_opens()
    {
        var story = await ExamsCandidate.StoryOf(app);
        var person = await story.HireAsync("李小红");
        await story.SitAsync(await story.TrainAsync(person), pass: true);

        var cohort = await app.ActAsync((OpenCohort open) => open.RunAsync(story.Organization.Id, "太早", Story.Position, app.Clock.Now.Day().AddDays(30), [person.Id], story.Manager.Id, CancellationToken.None));

        Assert.Empty(cohort.Assigned);
        Assert.Equal([person.Id], cohort.Passed);
    }

    [DataFact]
    public async Task Who_moved_to_a_stricter_Venue_is_suspended_by_the_review_when_its_term_has_run_and_lifted_on_return()
    {
        var story = await ExamsCandidate.StoryOf(app);
        var person = await story.HireAsync("李小红");
        await story.SitAsync(await story.TrainAsync(person), pass: true);
        var hotel = new Venue(Guid.CreateVersion7(), story.Organization.Id, "酒店", VenueKind.Hotel, "云岭路 2 号", isPublicAssembly: true, isHighRise: false);
        await app.ArrangeAsync(async db =>
        {
            db.Add(hotel);
            (await db.Engagements.SingleAsync(e => e.PersonId == person.Id)).Move(hotel.Id, story.Department.Id);
        });
        var review = app.Services.GetRequiredService<ReviewEligibility>();

        await review.RunOnceAsync(CancellationToken.None);
        Assert.Equal(CertificateState.Valid, await StateAsync(person));
        app.Clock.Advance(TimeSpan.FromDays(200));
        await review.RunOnceAsync(CancellationToken.None);
        Assert.Equal(CertificateState.Suspended, await StateAsync(person));

        await app.ArrangeAsync(async db => (await db.Engagements.SingleAsync(e => e.PersonId == person.Id)).Move(story.Venue.Id, story.Department.Id));
        await review.RunOnceAsync(CancellationToken.None);
        Assert.Equal(CertificateState.Valid, await StateAsync(person));
    }

    private Task<CertificateState> StateAsync(Person person) => app.ReadAsync(db => db.Certificates.Where(c => c.HolderId == person.Id).Select(c => c.State).SingleAsync());

    /// <summary>A graded pass whose consequences were not drawn yet.</summary>
    private async Task<(Story Story, Person Person)> PassedButNotSettledAsync()
    {
        var story = await ExamsCandidate.StoryOf(app);
        var person = await story.HireAsync("李小红");
        var assignment = await story.TrainAsync(person);
        var begun = Assert.IsType<StartOutcome.Begun>(await app.ActAsync((StartAttempt start) => start.RunAsync(assignment.Id, person.Id, CancellationToken.None)));
        await app.ArrangeAsync(async db =>
        {
            var attempt = await db.Attempts.SingleAsync(a => a.Id == begun.AttemptId);
            attempt.Submit(SubmittedBy.Candidate, app.Clock.Now);
            attempt.Conclude([new Grade(assignment.Cycles[0].CycleId, Outcome.Passed, 100, 100, 80, [], [], [], app.Clock.Now)]);
        });
        return (story, person);
    }

    private async Task<ExamAssignment> RenewAsync(Story story, Person person)
    {
        // The window opens 30 days before the certificate ends.
        var expiresOn = await app.ReadAsync(db => db.Certificates.Where(c => c.HolderId == person.Id).MaxAsync(c => c.ExpiresOn));
        app.Clock.Now = expiresOn.AddDays(-20).Start().AddHours(9);
        var cohort = await app.ActAsync((OpenCohort open) => open.RunAsync(story.Organization.Id, "复训", Story.Position, app.Clock.Now.Day().AddDays(30), [person.Id], story.Manager.Id, CancellationToken.None));
        Assert.Contains(person.Id, cohort.Assigned);
        app.Clock.Advance(TimeSpan.FromHours(ClassroomSession.MostHoursADay + 1));
        var now = app.Clock.Now;
        var lessons = await app.ActAsync(async (Releases releases) => (await releases.InForceAsync(CancellationToken.None)).Curriculum.Courses.SelectMany(c => c.Lessons).Select(l => l.Id).ToList());
        var session = new ClassroomSession(Guid.CreateVersion7(), story.Organization.Id, "复训", "会议室", "外聘讲师", now.AddHours(-ClassroomSession.MostHoursADay), now, lessons, story.Manager.Id, now.AddDays(-1));
        session.SignIn(person.Id, session.StartsAt);
        await app.ArrangeAsync(db => db.Add(session));
        await app.ActAsync((RecordTraining record) => record.CloseSessionAsync(session.Id, story.Organization.Id, new HashSet<Guid> { person.Id }, story.Manager.Id, CancellationToken.None));
        return await app.ReadAsync(db => db.ExamAssignments.SingleAsync(a => a.PersonId == person.Id && a.ClosedAt == null));
    }

    /// <summary>Finishes the newest order with everything it needs, and waits.</summary>
    private async Task WorkOffAsync(Story story, Person person)
    {
        var order = await OrderAsync(person);
        await FinishAsync(order.Id);
        if (order.NeedsConfirmation) Assert.True(await app.ActAsync((Retrain retrain) => retrain.ConfirmAsync(order.Id, story.Organization.Id, story.Manager.Id, CancellationToken.None)));
        app.Clock.Now = order.WaitUntil;
    }

    private Task FinishAsync(Guid orderId) => app.ArrangeAsync(async db =>
    {
        var order = await db.RetrainingOrders.SingleAsync(o => o.Id == orderId);
        while (order.Current is { } task) order.Finish(task.Number, app.Clock.Now);
    });

    private Task<RetrainingOrder> OrderAsync(Person person) =>
        app.ReadAsync(db => db.RetrainingOrders.AsNoTracking().Where(o => o.PersonId == person.Id).OrderByDescending(o => o.CreatedAt).FirstAsync());

    private Task<(EligibilityStatus, EligibilityReason)> EligibilityAsync(Story story, Person person) => app.ActAsync(async (IServiceProvider services) =>
    {
        var file = (await PersonalFile.LoadAsync(services.GetRequiredService<AcademyDbContext>(), services.GetRequiredService<Releases>(), new AcademyDefaults(), person.Id, CancellationToken.None))!;
        var eligibility = file.EligibilityOf(story.Organization.Id, Story.Position, app.Clock.Now.Day());
        return (eligibility.Status, Assert.Single(eligibility.Grounds).Reason);
    });
}
