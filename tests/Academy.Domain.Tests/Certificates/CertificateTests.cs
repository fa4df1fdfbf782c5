using Academy.Domain.Certificates;
using Academy.Domain.Exams;
using Academy.Domain.Training;
using FsCheck;
using FsCheck.Fluent;
using Outcome = Academy.Domain.Exams.Outcome;

namespace Academy.Domain.Tests.Certificates;

public sealed class CertificateTests
{
    private const SuspensionGrounds Both = SuspensionGrounds.Decision | SuspensionGrounds.Ineligible;
    private static readonly DateOnly ExpiresOn = new(2027, 5, 20);
    private static readonly Guid Venue = Guid.NewGuid();

    [Fact]
    public void It_says_who_for_what_and_from_which_pass()
    {
        var cycle = Scene.Cycle();
        var attempt = Scene.Graded(cycle.Id, Outcome.Passed);
        var certificate = Issue(attempt, cycle, Scene.Passed);

        Assert.Equal(
            (attempt.Id, cycle.Id, Scene.Employee, Scene.House, Scene.Position, Venue, ExamMode.Self),
            (certificate.AttemptId, certificate.CycleId, certificate.HolderId, certificate.OrganizationId, certificate.Position, certificate.VenueId, certificate.Mode));
        Assert.Equal(
            ("张伟", "消防安全员", "某某景区", Scene.Today, ExpiresOn),
            (certificate.HolderName, certificate.PositionName, certificate.OrganizationName, certificate.IssuedOn, certificate.ExpiresOn));
        Assert.Equal([(1, CertificateAct.Issued, Scene.Now)], certificate.Events.Select(e => (e.Number, e.Act, e.At)));
        Assert.Equal((CertificateState.Valid, SuspensionGrounds.None), (certificate.State, certificate.Suspension));
    }

    [Theory]
    [InlineData]
    [InlineData(Outcome.Failed)]
    [InlineData(Outcome.FailedCritical)]
    [InlineData(Outcome.Failed, Outcome.FailedCritical)]
    public void There_is_no_certificate_without_a_pass(params Outcome[] outcomes)
    {
        var cycle = Scene.Cycle();

        Assert.Throws<InvalidOperationException>(() => Issue(Scene.Graded(cycle.Id, outcomes), cycle, Scene.Passed));
    }

    [Fact]
    public void There_is_no_certificate_before_the_grade()
    {
        var cycle = Scene.Cycle();

        Assert.Throws<InvalidOperationException>(() => Issue(Scene.Ready(cycle.Id), cycle, Scene.Passed));
        Assert.Throws<InvalidOperationException>(() => Issue(Scene.InProgress(cycle.Id), cycle, Scene.Passed));
        Assert.Throws<InvalidOperationException>(() => Issue(Scene.Submitted(cycle.Id), cycle, Scene.Passed));
    }

    [Fact]
    public void Another_cycles_pass_certifies_nothing() =>
        Assert.Throws<InvalidOperationException>(() => Issue(Scene.Graded(Guid.NewGuid(), Outcome.Passed), Scene.Cycle(), Scene.Passed));

    [Fact]
    public void Another_persons_pass_certifies_nothing()
    {
        var cycle = Scene.Cycle(person: Scene.Manager);

        Assert.Throws<InvalidOperationException>(() => Issue(Scene.Graded(cycle.Id, Outcome.Passed), cycle, Scene.Passed));
    }

    [Fact]
    public void In_a_combined_paper_only_the_part_that_passed_certifies()
    {
        var (passed, failed) = (Scene.Cycle(), Scene.Cycle());
        var attempt = Scene.Submitted();
        attempt.Conclude([Scene.GradeOf(Outcome.Passed, passed.Id), Scene.GradeOf(Outcome.Failed, failed.Id)]);

        Assert.Equal(passed.Id, Issue(attempt, passed, Scene.Passed).CycleId);
        Assert.Throws<InvalidOperationException>(() => Issue(attempt, failed, Scene.Passed));
    }

    public static TheoryData<string> Conditions() => ["lesson", "hours", "licence", "practical"];

    [Theory]
    [MemberData(nameof(Conditions))]
    public void With_a_condition_missing_a_pass_certifies_nothing(string missing)
    {
        var facts = missing switch
        {
            "lesson" => Scene.Passed with { LessonsLeft = 1 },
            "hours" => Scene.Passed with { HoursComplete = false },
            "licence" => Scene.Passed with { LicencesMissing = ["导游证"] },
            _ => Scene.Passed with { PracticalPassed = false },
        };
        var cycle = Scene.Cycle();

        Assert.Throws<InvalidOperationException>(() => Issue(Scene.Graded(cycle.Id, Outcome.Passed), cycle, facts));
    }

    [Theory]
    [InlineData("2026-11-20", false)]
    [InlineData("2026-11-21", true)]
    [InlineData("2027-05-20", true)]
    [InlineData("2027-05-21", false)]
    public void It_is_in_force_from_its_first_to_its_last_day(string day, bool inForce) =>
        Assert.Equal(inForce, Issued().IsInForce(DateOnly.Parse(day, null)));

    [Fact]
    public void Only_a_valid_one_is_in_force()
    {
        Assert.False(After(c => c.Suspend(SuspensionGrounds.Decision, "待查", Scene.Manager, Scene.Now)).IsInForce(Scene.Today));
        Assert.False(After(c => c.Revoke("代考", Scene.Manager, Scene.Now)).IsInForce(Scene.Today));
        Assert.False(After(c => c.Supersede(Scene.Now)).IsInForce(Scene.Today));
    }

    [Fact]
    public void What_the_status_list_says_of_its_codes_follows_its_state()
    {
        static CertificateCode Code(int index) => new("27Q3", index, [], "", 1, "v.wlaq.cn", Scene.Now);
        var certificate = Issued();
        certificate.AddCode(Code(1));
        IEnumerable<CodeStatus> Says() => certificate.Codes.Select(c => c.Status);
        Assert.Equal([CodeStatus.Valid], Says());

        certificate.Suspend(SuspensionGrounds.Decision, "待查", Scene.Manager, Scene.Now);
        certificate.Suspend(SuspensionGrounds.Ineligible, "", null, Scene.Now);
        certificate.Resume(SuspensionGrounds.Decision, "查清", Scene.Manager, Scene.Now);
        Assert.Equal([CodeStatus.Suspended], Says());
        certificate.AddCode(Code(2));
        Assert.Equal([CodeStatus.Superseded, CodeStatus.Suspended], Says());
        certificate.Resume(SuspensionGrounds.Ineligible, "", null, Scene.Now);
        Assert.Equal([CodeStatus.Superseded, CodeStatus.Valid], Says());
        certificate.Revoke("代考", Scene.Manager, Scene.Now);
        Assert.Equal([CodeStatus.Revoked, CodeStatus.Revoked], Says());

        var renewed = Issued();
        renewed.AddCode(Code(1));
        renewed.Supersede(Scene.Now);
        Assert.Equal(CodeStatus.Superseded, renewed.Codes[0].Status);
    }

    [Theory]
    [InlineData(SuspensionGrounds.Decision, SuspensionGrounds.Ineligible)]
    [InlineData(SuspensionGrounds.Ineligible, SuspensionGrounds.Decision)]
    public void Each_ground_is_lifted_by_itself(SuspensionGrounds first, SuspensionGrounds second)
    {
        var certificate = Issued();
        Assert.True(certificate.Suspend(first, "一", null, Scene.Now));
        Assert.True(certificate.Suspend(second, "二", null, Scene.Now));

        Assert.True(certificate.Resume(first, "一", null, Scene.Now));
        Assert.Equal((CertificateState.Suspended, second), (certificate.State, certificate.Suspension));

        Assert.True(certificate.Resume(second, "二", null, Scene.Now));
        Assert.Equal((CertificateState.Valid, SuspensionGrounds.None), (certificate.State, certificate.Suspension));
    }

    [Fact]
    public void Suspending_or_lifting_twice_is_once()
    {
        var certificate = Issued();

        Assert.False(certificate.Resume(SuspensionGrounds.Decision, "无", Scene.Manager, Scene.Now));
        Assert.True(certificate.Suspend(SuspensionGrounds.Decision, "待查", Scene.Manager, Scene.Now));
        Assert.False(certificate.Suspend(SuspensionGrounds.Decision, "待查", Scene.Manager, Scene.Now));
        Assert.False(certificate.Resume(SuspensionGrounds.Ineligible, "原因已消除", null, Scene.Now));
        Assert.Equal([CertificateAct.Issued, CertificateAct.Suspended], certificate.Events.Select(e => e.Act));
    }

    [Fact]
    public void Revoked_and_superseded_are_final()
    {
        foreach (var certificate in new[] { After(c => c.Revoke("代考", Scene.Manager, Scene.Now)), After(c => c.Supersede(Scene.Now)) })
        {
            var (state, events) = (certificate.State, certificate.Events.Count);

            Assert.True(certificate.IsFinal);
            Assert.False(certificate.Suspend(SuspensionGrounds.Decision, "x", Scene.Manager, Scene.Now));
            Assert.False(certificate.Resume(SuspensionGrounds.Decision, "x", Scene.Manager, Scene.Now));
            Assert.False(certificate.Revoke("x", Scene.Manager, Scene.Now));
            Assert.False(certificate.Supersede(Scene.Now));
            Assert.Equal((state, events), (certificate.State, certificate.Events.Count));
        }
    }

    [Fact]
    public void What_was_suspended_when_it_was_revoked_is_never_lifted()
    {
        var certificate = Issued();
        certificate.Suspend(SuspensionGrounds.Decision, "待查", Scene.Manager, Scene.Now);
        certificate.Revoke("代考", Scene.Manager, Scene.Now);

        Assert.False(certificate.Resume(SuspensionGrounds.Decision, "x", Scene.Manager, Scene.Now));
        Assert.Equal(CertificateState.Revoked, certificate.State);
    }

    [Fact]
    public void What_happened_is_kept_with_author_and_reason()
    {
        var certificate = Issued();
        certificate.Suspend(SuspensionGrounds.Decision, "待查", Scene.Manager, Scene.Now.AddDays(1));
        certificate.Resume(SuspensionGrounds.Decision, "查清", Scene.Manager, Scene.Now.AddDays(2));
        certificate.Revoke("代考", Scene.Manager, Scene.Now.AddDays(3));

        Assert.Equal(
            [
                (1, CertificateAct.Issued, null, null, Scene.Now),
                (2, CertificateAct.Suspended, "待查", Scene.Manager, Scene.Now.AddDays(1)),
                (3, CertificateAct.Resumed, "查清", Scene.Manager, Scene.Now.AddDays(2)),
                (4, CertificateAct.Revoked, "代考", (Guid?)Scene.Manager, Scene.Now.AddDays(3)),
            ],
            certificate.Events.Select(e => (e.Number, e.Act, e.Reason, e.By, e.At)));
    }

    [Fact]
    public void A_new_code_takes_the_place_of_the_old_one_which_stays_on_record()
    {
        var certificate = Issued();
        certificate.AddCode(Code(1));
        certificate.AddCode(Code(2));
        certificate.AddCode(Code(3));

        Assert.Equal([(1, false), (2, false), (3, true)], certificate.Codes.Select(c => (c.Index, c.IsCurrent)));
        Assert.Equal([CodeEnd.Superseded, CodeEnd.Superseded, null], certificate.Codes.Select(c => c.End));
    }

    [Theory]
    [InlineData(ReissueReason.Renamed, CodeEnd.Superseded)]
    [InlineData(ReissueReason.NewPhoto, CodeEnd.Superseded)]
    [InlineData(ReissueReason.KeyChanged, CodeEnd.Superseded)]
    [InlineData(ReissueReason.Lost, CodeEnd.Lost)]
    public void Reissued_the_old_code_says_why_it_ended_and_the_certificate_goes_on(ReissueReason why, CodeEnd end)
    {
        var certificate = Coded();

        Assert.True(certificate.Reissue(why, Code(2), "张炜", "身份证更名", Scene.Manager, Scene.Now.AddDays(1)));

        Assert.Equal([(1, end), (2, (CodeEnd?)null)], certificate.Codes.Select(c => (c.Index, c.End)));
        Assert.Equal((2, "张炜", CertificateState.Valid), (certificate.CurrentCode!.Index, certificate.HolderName, certificate.State));
        var done = certificate.Events[^1];
        Assert.Equal((CertificateAct.Reissued, why, "身份证更名", Scene.Manager), (done.Act, done.Reissue, done.Reason, done.By!.Value));
    }

    [Fact]
    public void A_lost_card_counts_no_more_and_there_is_no_code_until_the_certificate_is_reissued()
    {
        var certificate = Coded();

        Assert.True(certificate.ReportLost(null, Scene.Employee, Scene.Now));
        Assert.Null(certificate.CurrentCode);
        Assert.Equal((CodeEnd.Lost, Scene.Now, CertificateState.Valid), (certificate.Codes[0].End!.Value, certificate.Codes[0].EndedAt!.Value, certificate.State));
        Assert.False(certificate.ReportLost(null, Scene.Employee, Scene.Now));

        Assert.True(certificate.Reissue(ReissueReason.Lost, Code(2), "张伟", null, Scene.Manager, Scene.Now));
        Assert.Equal((2, CodeEnd.Lost), (certificate.CurrentCode!.Index, certificate.Codes[0].End!.Value));
    }

    [Fact]
    public void A_suspension_outlives_the_card()
    {
        var certificate = Coded();
        certificate.Suspend(SuspensionGrounds.Decision, "待查", Scene.Manager, Scene.Now);

        Assert.True(certificate.Reissue(ReissueReason.NewPhoto, Code(2), "张伟", null, Scene.Manager, Scene.Now));

        Assert.Equal(CertificateState.Suspended, certificate.State);
    }

    [Fact]
    public void Nobody_reissues_their_own() =>
        Assert.Throws<InvalidOperationException>(() => Coded().Reissue(ReissueReason.Lost, Code(2), "张伟", null, Scene.Employee, Scene.Now));

    [Fact]
    public void What_has_ended_is_not_reissued()
    {
        var (revoked, superseded, expired) = (Coded(), Coded(), Coded());
        revoked.Revoke("替考", Scene.Manager, Scene.Now);
        superseded.Supersede(Scene.Now);

        Assert.False(revoked.Reissue(ReissueReason.Lost, Code(2), "张伟", null, Scene.Manager, Scene.Now));
        Assert.False(superseded.Reissue(ReissueReason.Lost, Code(2), "张伟", null, Scene.Manager, Scene.Now));
        Assert.False(expired.Reissue(ReissueReason.Lost, Code(2), "张伟", null, Scene.Manager, ExpiresOn.AddDays(1).Start()));
        Assert.False(revoked.ReportLost(null, Scene.Employee, Scene.Now));
        Assert.All([revoked, superseded, expired], c => Assert.Equal(1, c.CurrentCode!.Index));
    }

    [Fact]
    public void It_is_out_of_date_where_name_or_photo_on_file_are_others()
    {
        var (photo, certificate) = (Guid.NewGuid(), Coded());

        Assert.Null(certificate.OutOfDate("张伟", null));
        Assert.Equal(ReissueReason.Renamed, certificate.OutOfDate("张炜", null));
        Assert.Equal(ReissueReason.NewPhoto, certificate.OutOfDate("张伟", photo));
        certificate.ReportLost(null, Scene.Employee, Scene.Now);
        Assert.Equal(ReissueReason.Lost, certificate.OutOfDate("张伟", null));
    }

    [Fact]
    public void Whatever_is_done_to_it_it_ends_in_a_legal_state()
    {
        var grounds = Gen.Elements(SuspensionGrounds.None, SuspensionGrounds.Decision, SuspensionGrounds.Ineligible, Both);
        var acts = from verb in Gen.Frequency((8, Gen.Elements("suspend", "resume")), (1, Gen.Elements("revoke", "supersede")))
                   from ground in grounds
                   select (verb, ground);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(acts.ListOf().ToArbitrary(), done =>
        {
            var certificate = Issued();
            return done.All(act =>
            {
                var (wasFinal, state, suspension, events) = (certificate.IsFinal, certificate.State, certificate.Suspension, certificate.Events.Count);
                var changed = act.verb switch
                {
                    "suspend" => certificate.Suspend(act.ground, "x", null, Scene.Now),
                    "resume" => certificate.Resume(act.ground, "x", null, Scene.Now),
                    "revoke" => certificate.Revoke("x", null, Scene.Now),
                    _ => certificate.Supersede(Scene.Now),
                };
                var moved = certificate.State != state || certificate.Suspension != suspension;
                var asSuspended = certificate.Suspension is SuspensionGrounds.None ? CertificateState.Valid : CertificateState.Suspended;
                return (certificate.IsFinal || certificate.State == asSuspended)
                    && changed == moved
                    && !(wasFinal && changed)
                    && certificate.Events.Count == events + (changed ? 1 : 0);
            });
        }));
    }

    [Theory]
    [InlineData(CodeStatus.Revoked, CertificateState.Revoked)]
    [InlineData(CodeStatus.Suspended, CertificateState.Suspended)]
    [InlineData(CodeStatus.Superseded, CertificateState.Valid)]
    public void What_the_journal_says_of_a_code_is_done_again_as_of_then(CodeStatus status, CertificateState state)
    {
        var certificate = Coded();
        var code = certificate.Codes[0];
        var at = Scene.Now.AddHours(3);

        Assert.True(certificate.DoAgain(code, status, null, "按日志", at));
        Assert.Equal((status, at, state), (code.Status, code.StatusSince, certificate.State));
        Assert.False(certificate.DoAgain(code, status, null, "按日志", at.AddHours(1)));
        Assert.Equal(at, code.StatusSince);
        Assert.Equal(("按日志", at), (certificate.Events[^1].Reason, certificate.Events[^1].At));
        // Only a suspension is ever lifted, and only by a manager: on what grounds it was made is lost.
        Assert.Equal(status is CodeStatus.Suspended, certificate.Suspension is SuspensionGrounds.Decision);
        Assert.Equal(status is CodeStatus.Suspended, certificate.DoAgain(code, CodeStatus.Valid, null, "按日志", at.AddHours(2)));
        // A code that counts no more can be replaced by the next.
        Assert.Equal(status is not CodeStatus.Superseded, code.IsCurrent);
    }

    [Fact]
    public void A_code_of_another_certificate_is_not_its_own() =>
        Assert.Throws<ArgumentException>(() => Coded().DoAgain(Code(9), CodeStatus.Revoked, null, "按日志", Scene.Now));

    [Theory]
    [InlineData(CodeEnd.Superseded, CertificateAct.Reissued)]
    [InlineData(CodeEnd.Lost, CertificateAct.ReportedLost)]
    public void How_a_code_ended_is_done_again_too(CodeEnd end, CertificateAct act)
    {
        var certificate = Coded();

        Assert.True(certificate.DoAgain(certificate.Codes[0], CodeStatus.Superseded, end, "按日志", Scene.Now.AddHours(1)));
        Assert.Equal((end, act, CardState.Lost), (certificate.Codes[0].End!.Value, certificate.Events[^1].Act, certificate.Card));
    }

    [Fact]
    public void What_is_decided_about_it_reaches_the_code_that_only_the_journal_knows()
    {
        var (certificate, at) = (Coded(), Scene.Now.AddHours(2));
        var code = Restore(certificate, CodeStatus.Valid);
        Assert.Equal(CardState.JournalOnly, certificate.Card);
        Assert.Null(certificate.OutOfDate("张伟", null));
        Assert.Equal(ReissueReason.NewPhoto, certificate.OutOfDate("张伟", Guid.NewGuid()));

        Assert.True(certificate.Suspend(SuspensionGrounds.Decision, "x", null, at));
        Assert.Equal((CodeStatus.Suspended, at), (code.Status, code.StatusSince));
        Assert.True(certificate.Resume(SuspensionGrounds.Decision, "x", null, at));
        Assert.Equal(CodeStatus.Valid, code.Status);
        Assert.True(certificate.Revoke("x", null, at));
        Assert.Equal(CodeStatus.Revoked, code.Status);
    }

    [Theory]
    [InlineData(ReissueReason.Renamed, CodeEnd.Superseded)]
    [InlineData(ReissueReason.Lost, CodeEnd.Lost)]
    public void A_reissue_takes_the_place_of_a_restored_code_as_of_any_other(ReissueReason why, CodeEnd end)
    {
        var certificate = Coded();
        var code = Restore(certificate, CodeStatus.Valid);

        Assert.True(certificate.Reissue(why, Code(3), "张伟", null, Scene.Manager, Scene.Now.AddHours(2)));
        Assert.Equal((CodeStatus.Superseded, end, CardState.Here), (code.Status, code.End!.Value, certificate.Card));
        // Once it ended nothing but a revocation touches it.
        Assert.True(certificate.Suspend(SuspensionGrounds.Decision, "x", null, Scene.Now.AddHours(3)));
        Assert.Equal(CodeStatus.Superseded, code.Status);
    }

    [Fact]
    public void A_restored_card_can_be_reported_lost_once()
    {
        var certificate = Coded();
        var code = Restore(certificate, CodeStatus.Valid);

        Assert.True(certificate.ReportLost(null, Scene.Employee, Scene.Now.AddHours(2)));
        Assert.Equal((CodeState.Lost, CardState.Lost), (code.State, certificate.Card));
        Assert.False(certificate.ReportLost(null, Scene.Employee, Scene.Now.AddHours(3)));
    }

    [Theory]
    [InlineData(CodeStatus.Suspended, CertificateState.Suspended)]
    [InlineData(CodeStatus.Revoked, CertificateState.Revoked)]
    [InlineData(CodeStatus.Superseded, CertificateState.Valid)]
    public void What_a_restored_code_tells_of_its_certificate_is_done_again(CodeStatus status, CertificateState state)
    {
        var certificate = Coded();
        var code = Restore(certificate, status);

        Assert.Equal((state, status), (certificate.State, code.Status));
        // What a manager can lift is a decision.
        Assert.Equal(status is CodeStatus.Suspended, certificate.Resume(SuspensionGrounds.Decision, "x", null, Scene.Now.AddHours(2)));
        if (status is CodeStatus.Suspended) Assert.Equal(CodeStatus.Valid, code.Status);
    }

    [Theory]
    [InlineData(0, CodeStatus.Valid)]
    [InlineData(2, CodeStatus.Suspended)]
    public void Of_the_codes_status_and_a_decision_the_later_counts(int suspendedAfterHours, CodeStatus status)
    {
        var certificate = Coded();
        certificate.Suspend(SuspensionGrounds.Decision, "x", null, Scene.Now.AddHours(suspendedAfterHours));

        Assert.Equal(status, Restore(certificate, CodeStatus.Valid).Status);
        Assert.Equal(status is CodeStatus.Valid, certificate.State is CertificateState.Valid);
    }

    [Theory]
    [InlineData(false, CodeStatus.Suspended)]
    [InlineData(true, CodeStatus.Valid)]
    public void A_suspension_that_comes_back_is_lifted_by_a_person_and_by_no_review(bool byPerson, CodeStatus status)
    {
        var certificate = Coded();
        certificate.Suspend(SuspensionGrounds.Ineligible, "x", null, Scene.Now.AddHours(2));
        certificate.Resume(SuspensionGrounds.Ineligible, "x", byPerson ? Guid.NewGuid() : null, Scene.Now.AddHours(3));

        Assert.Equal(status, Restore(certificate, CodeStatus.Suspended).Status);
    }

    [Theory]
    [InlineData(null, CodeEnd.Lost)]
    [InlineData(ReissueReason.Lost, CodeEnd.Lost)]
    [InlineData(ReissueReason.Renamed, CodeEnd.Superseded)]
    public void A_code_that_comes_back_after_its_card_was_lost_or_reissued_counts_no_more(ReissueReason? reissued, CodeEnd end)
    {
        var certificate = Coded();
        var later = Scene.Now.AddHours(2);
        if (reissued is { } why) certificate.Reissue(why, Code(3), "张伟", null, Guid.NewGuid(), later);
        else certificate.ReportLost(null, Guid.NewGuid(), later);

        var code = Restore(certificate, CodeStatus.Valid);

        Assert.Equal((CodeStatus.Superseded, end), (code.Status, code.End));
        Assert.Equal(reissued is null ? CardState.Lost : CardState.Here, certificate.Card);
    }

    [Fact]
    public void A_code_that_ended_with_its_certificate_ends_it_again()
    {
        var (known, unknown) = (Coded(), Coded());

        Assert.True(known.DoAgain(known.Codes[0], CodeStatus.Superseded, CodeEnd.WithCertificate, "按日志", Scene.Now.AddHours(1)));
        var code = new RestoredCode("27Q2", 2, [1], ExpiresOn, CodeStatus.Superseded, CodeEnd.WithCertificate, Scene.Now.AddHours(1), unknown.Id, Scene.Now.AddHours(1));
        Assert.True(unknown.Restore(code, "按日志", Scene.Now.AddHours(1)));

        Assert.Equal((CertificateState.Superseded, CertificateState.Superseded), (known.State, unknown.State));
        Assert.Equal((CertificateAct.Superseded, "按日志"), (known.Events[^1].Act, known.Events[^1].Reason));
        Assert.Equal(CodeState.Superseded, code.State);
    }

    [Fact]
    public void A_restored_code_that_ends_with_its_certificate_says_so()
    {
        var certificate = Coded();
        var code = Restore(certificate, CodeStatus.Valid);

        certificate.Supersede(Scene.Now.AddHours(2));

        Assert.Equal((CodeStatus.Superseded, CodeEnd.WithCertificate), (code.Status, code.End));
    }

    [Fact]
    public void What_comes_later_of_a_code_that_came_back_is_done_to_the_certificate_too()
    {
        var certificate = Coded();
        var code = Restore(certificate, CodeStatus.Valid);

        Assert.True(certificate.DoAgain(code, CodeStatus.Suspended, null, "按日志", Scene.Now.AddHours(4)));
        Assert.Equal((CertificateState.Suspended, CodeStatus.Suspended), (certificate.State, code.Status));
        Assert.False(certificate.DoAgain(code, CodeStatus.Suspended, null, "按日志", Scene.Now.AddHours(5)));
    }

    [Fact]
    public void A_restored_code_of_another_certificate_is_not_its_own()
    {
        var code = new RestoredCode("27Q2", 2, [1], ExpiresOn, CodeStatus.Valid, null, Scene.Now, Guid.NewGuid(), Scene.Now);

        Assert.Throws<ArgumentException>(() => Coded().Restore(code, "按日志", Scene.Now));
        Assert.Throws<ArgumentException>(() => Coded().DoAgain(code, CodeStatus.Revoked, null, "按日志", Scene.Now));
    }

    /// <summary>The journal says that an hour later the code of the backup was replaced by another.</summary>
    private static RestoredCode Restore(Certificate certificate, CodeStatus status)
    {
        certificate.DoAgain(certificate.Codes[0], CodeStatus.Superseded, CodeEnd.Superseded, "按日志", Scene.Now.AddHours(1));
        var code = new RestoredCode("27Q2", 2, [1], ExpiresOn, status, null, Scene.Now.AddHours(1), certificate.Id, Scene.Now.AddHours(1));
        certificate.Restore(code, "按日志", Scene.Now.AddHours(1));
        return code;
    }

    private static Certificate Issue(ExamAttempt attempt, TrainingCycle cycle, CycleFacts facts) =>
        Certificate.Issue(Guid.NewGuid(), attempt, cycle, facts, new CertificateFace("张伟", "消防安全员", "某某景区", Venue), Scene.Today, ExpiresOn, Scene.Now);

    private static Certificate Issued()
    {
        var cycle = Scene.Cycle();
        return Issue(Scene.Graded(cycle.Id, Outcome.Passed), cycle, Scene.Passed);
    }

    private static Certificate Coded()
    {
        var certificate = Issued();
        certificate.AddCode(Code(1));
        return certificate;
    }

    private static Certificate After(Func<Certificate, bool> act)
    {
        var certificate = Issued();
        Assert.True(act(certificate));
        return certificate;
    }

    private static CertificateCode Code(int index) => new("27Q2", index, [1], "T", 1, "v.wlaq.cn", Scene.Now);
}
