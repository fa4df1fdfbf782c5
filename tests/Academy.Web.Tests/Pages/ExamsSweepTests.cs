using Academy.Domain.Exams;
using Academy.Web.Data;
using Academy.Web.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Academy.Web.Tests;

/// <summary>The deadline sweep where several nodes run it, and where the clock is set.</summary>
public abstract class ExamsSweepTests(AcademyApp app)
{
    public sealed class OnSqlite(SqliteApp app) : ExamsSweepTests(app), IClassFixture<SqliteApp>;

    public sealed class OnPostgres(PostgresApp app) : ExamsSweepTests(app), IClassFixture<PostgresApp>
    {
        [DataFact]
        public async Task While_another_node_has_the_claim_this_one_leaves_the_round_to_it_and_takes_over_when_it_dies()
        {
            var sitting = await ExamsCandidate.SittingAsync(app);
            app.Clock.Now = sitting.Attempt.Deadline!.Value + Grace + TimeSpan.FromSeconds(1);
            await using (var other = app.Database.Open())
            {
                await using var claim = await other.ClaimAsync(Sweep.Deadlines, CancellationToken.None);
                Assert.NotNull(claim);
                await Sweeper().RunOnceAsync(CancellationToken.None);
                Assert.Equal(AttemptState.InProgress, (await sitting.ReadAsync()).State);
            }

            await Sweeper().RunOnceAsync(CancellationToken.None);

            Assert.Equal(AttemptState.Graded, (await sitting.ReadAsync()).State);
        }
    }

    private static TimeSpan Grace => new AcademyDefaults().Grace;

    [DataFact]
    public async Task Of_two_sweeps_and_the_candidate_at_once_each_attempt_is_closed_and_graded_once()
    {
        var sittings = new List<ExamsSitting>();
        for (var i = 0; i < 4; i++) sittings.Add(await ExamsCandidate.SittingAsync(app));
        app.Clock.Now = sittings.Max(s => s.Attempt.Deadline!.Value) + Grace + TimeSpan.FromSeconds(1);

        await Task.WhenAll(
            Sweeper().RunOnceAsync(CancellationToken.None),
            Sweeper().RunOnceAsync(CancellationToken.None),
            app.ActAsync((HandInAttempt handIn) => handIn.RunAsync(sittings[3].Id, sittings[3].Attempt.PersonId)));
        // Who lost the claim left what the other had not yet come to.
        await Sweeper().RunOnceAsync(CancellationToken.None);

        foreach (var sitting in sittings)
        {
            var attempt = await sitting.ReadAsync();
            Assert.Equal((AttemptState.Graded, sitting.Attempt.Deadline), (attempt.State, attempt.SubmittedAt));
            Assert.Single(attempt.Grades);
            Assert.Equal(1, await app.ReadAsync(db => db.AuditEntries.CountAsync(a => a.Subject == sitting.Id && a.Action == "exam.graded")));
            Assert.Equal(1, await app.ReadAsync(db => db.RetrainingOrders.CountAsync(o => o.AttemptId == sitting.Id)));
        }
    }

    [DataFact]
    public async Task A_sweep_that_was_cut_off_between_closing_and_grading_is_finished_by_the_next()
    {
        var sitting = await ExamsCandidate.SittingAsync(app);
        app.Clock.Now = sitting.Attempt.Deadline!.Value + Grace + TimeSpan.FromSeconds(1);
        await app.ArrangeAsync(async db => (await db.Attempts.SingleAsync(a => a.Id == sitting.Id)).Submit(SubmittedBy.Deadline, app.Clock.Now));

        await Sweeper().RunOnceAsync(CancellationToken.None);

        Assert.Equal(AttemptState.Graded, (await sitting.ReadAsync()).State);
    }

    [DataTheory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task While_the_wall_clock_is_an_hour_off_the_monotonic_one_nobodys_paper_is_taken_away(int hours)
    {
        var sitting = await ExamsCandidate.SittingAsync(app);
        var clock = new SetClock { Wall = sitting.Attempt.Deadline!.Value + Grace - TimeSpan.FromSeconds(2) };
        using var sweep = Sweeper(clock);
        clock.Wall += TimeSpan.FromHours(hours);
        clock.Pass(TimeSpan.FromSeconds(4));
        await sweep.TickAsync(CancellationToken.None);
        Assert.Equal(AttemptState.InProgress, (await sitting.ReadAsync()).State);

        clock.Wall -= TimeSpan.FromHours(hours);
        await sweep.TickAsync(CancellationToken.None);

        Assert.Equal(AttemptState.Graded, (await sitting.ReadAsync()).State);
    }

    /// <summary>As another node has it.</summary>
    private CloseOverdueAttempts Sweeper(TimeProvider? clock = null) =>
        new(app.Services.GetRequiredService<IServiceScopeFactory>(), app.Services.GetRequiredService<AcademySettings>(), clock ?? app.Clock, NullLogger<CloseOverdueAttempts>.Instance);
}
