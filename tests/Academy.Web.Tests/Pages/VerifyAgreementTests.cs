using Academy.Domain;
using Academy.Domain.Certificates;
using Academy.Domain.Exams;
using Academy.Domain.Organizations;
using Academy.Domain.Training;
using Academy.Web.Data;
using Academy.Web.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Academy.Web.Tests;

/// <summary>Rule 10: an online scan and the person's file never differ, whatever the circumstances and the day.</summary>
public sealed class VerifyAgreementTests(SqliteApp app) : IClassFixture<SqliteApp>
{
    private const string Licence = "导游证";

    private Story _story = null!;
    private Person _holder = null!;
    private Certificate _certificate = null!;
    private int _compared;
    private int _eligible;

    [Fact]
    public async Task A_scan_says_valid_exactly_when_the_file_says_可上岗()
    {
        DemandLicence();
        _story = await Story.BeginAsync(app);
        _holder = await _story.HireAsync("张伟");
        var assignment = await TrainWithLicenceAsync();
        await _story.SitAsync(assignment);
        _certificate = await app.ReadAsync(db => db.Certificates.SingleAsync(c => c.HolderId == _holder.Id));
        var festival = new Venue(Guid.CreateVersion7(), _story.Organization.Id, "演艺厅", VenueKind.Theatre, "云岭路 2 号", isPublicAssembly: true, isHighRise: false);
        await app.ArrangeAsync(db => db.Add(festival));

        // Everything that can be otherwise, one after the other and in combination.
        foreach (var thirdFail in (bool[])[false, true, false])
        {
            await FailThirdAsync(thirdFail, assignment);
            foreach (var decision in (bool[])[false, true])
            {
                await ChangeAsync(c => _ = decision ? c.Suspend(SuspensionGrounds.Decision, "违章", null, app.Clock.Now) : c.Resume(SuspensionGrounds.Decision, "", null, app.Clock.Now));
                foreach (var engagement in Enum.GetValues<Work>())
                {
                    await WorkAsync(engagement, festival);
                    await CompareAllDaysAsync();
                }
            }

            await ChangeAsync(c => c.Resume(SuspensionGrounds.Decision, "", null, app.Clock.Now));
        }

        await ChangeAsync(c => c.Revoke("替考", null, app.Clock.Now));
        await CompareAllDaysAsync();

        // Without decision and third fail, which is twice: here to the licence's end (four of the days), at the public venue for half a year (two).
        Assert.Equal((175, 12), (_compared, _eligible));
    }

    private enum Work { Here, AtPublicAssembly, Left, AnotherPosition }

    private async Task CompareAllDaysAsync()
    {
        var now = app.Clock.Now;
        var halfYear = Validity.LastDay(_certificate.IssuedOn, Validity.PublicAssemblyMonths);
        var licence = _certificate.IssuedOn.AddMonths(9);
        DateOnly[] days = [_certificate.IssuedOn, halfYear, halfYear.AddDays(1), licence, licence.AddDays(1), _certificate.ExpiresOn, _certificate.ExpiresOn.AddDays(1)];
        try
        {
            foreach (var day in days)
            {
                app.Clock.Now = day.Start().AddHours(12);
                var file = await app.ActAsync(async (AcademyDbContext db) =>
                {
                    var loaded = await PersonalFile.LoadAsync(db, app.Services.GetRequiredService<Releases>(), new AcademyDefaults(), _holder.Id, CancellationToken.None);
                    return loaded!.EligibilityOf(_story.Organization.Id, Story.Position, day);
                });
                var scan = await app.ActAsync((VerifyCertificate verify) => verify.ByTokenAsync(_certificate.Codes[0].Token, CancellationToken.None));

                Assert.Equal(file.Status, scan.Certificate!.Eligibility.Status);
                Assert.Equal(file.Grounds, scan.Certificate.Eligibility.Grounds);
                Assert.Equal(file.Status is not EligibilityStatus.NotEligible, scan.Result is VerificationResult.ValidStatic);
                _compared++;
                if (file.Status is EligibilityStatus.Eligible) _eligible++;
            }
        }
        finally
        {
            app.Clock.Now = now;
        }
    }

    /// <summary>The shipped content, but with a licence that its demo position demands.</summary>
    private void DemandLicence()
    {
        var settings = app.Services.GetRequiredService<AcademySettings>();
        var copy = Path.Combine(app.Database.Folder, "content");
        foreach (var file in Directory.EnumerateFiles(settings.Content, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(settings.Content, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        var requirements = Path.Combine(copy, "requirements.yml");
        var text = File.ReadAllText(requirements);
        File.WriteAllText(requirements, text.Replace("- position: P90\n  round: first\n", $"- position: P90\n  round: first\n  licences:\n    - {Licence}\n", StringComparison.Ordinal));
        Assert.NotEqual(text, File.ReadAllText(requirements));
        settings.Content = copy;
    }

    private async Task<ExamAssignment> TrainWithLicenceAsync()
    {
        await app.ActAsync((RecordTraining record) => record.LicenceAsync(
            _holder.Id, _story.Organization.Id, Licence, "D-1", "文旅局", app.Clock.Now.Day().AddMonths(9), _story.Manager.Id, CancellationToken.None));
        return await _story.TrainAsync(_holder);
    }

    private Task ChangeAsync(Action<Certificate> change) => app.ArrangeAsync(async db => change(await db.Certificates.SingleAsync(c => c.Id == _certificate.Id)));

    private Task WorkAsync(Work work, Venue festival) => app.ArrangeAsync(async db =>
    {
        var today = app.Clock.Now.Day();
        foreach (var old in await db.Engagements.Where(e => e.PersonId == _holder.Id && e.EndsOn == null).ToListAsync()) old.Leave(today.AddDays(-1));
        if (work is Work.Left) return;
        var venue = work is Work.AtPublicAssembly ? festival : _story.Venue;
        var engagement = new Engagement(
            Guid.CreateVersion7(), _holder.Id, _story.Organization.Id, Guid.NewGuid().ToString("n")[..8], _story.Organization.SignName, EngagementKind.Seasonal, venue.Id, _story.Department.Id, today);
        engagement.TakePosition(work is Work.AnotherPosition ? 30 : Story.Position, today);
        db.Add(engagement);
    });

    /// <summary>A third fail of the family, or the signature under it.</summary>
    private Task FailThirdAsync(bool fails, ExamAssignment assignment) => app.ArrangeAsync(async db =>
    {
        var now = app.Clock.Now;
        foreach (var open in await db.RetrainingOrders.Where(o => o.PersonId == _holder.Id && o.SignedAt == null).ToListAsync()) open.Sign(_story.Manager.Id, "面授", now);
        if (!fails) return;
        var attempt = new ExamAttempt(Guid.CreateVersion7(), assignment, 9, PaperKind.Full, new Paper(1, []), 30, now);
        attempt.Start(now);
        attempt.Submit(SubmittedBy.Candidate, now);
        var grade = new Grade(assignment.Cycles[0].CycleId, Outcome.Failed, 0, 100, 80, [], ["C03/03-use#pass"], [], now);
        attempt.Conclude([grade]);
        db.Add(attempt);
        db.Add(RetrainingOrder.For(Guid.CreateVersion7(), attempt, attempt.Family, [grade], 2, [], WaitTier.FrontLine, new AcademyDefaults().Waits, now));
    });
}
