using Academy.Domain.Certificates;

namespace Academy.Domain.Tests.Certificates;

public sealed class VerificationTests
{
    private const int Position = 312;
    private static readonly DateOnly LastDay = new(2027, 9, 21);
    private static readonly DateOnly Today = new(2027, 1, 10);
    private static readonly DateTimeOffset Now = new(2027, 1, 10, 3, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Payload = [1, 2, 3];

    private static readonly CodeReading.Genuine Code = new(
        new CodeFields(734512, LastDay, new(2026, 11, 21), "欧阳建国", 4201, Position, null),
        Payload, "v.wlaq.cn", 1, IsKeyCompromised: false, LiveUntil: null);

    private static readonly Issuance Valid = new([.. Payload], CodeState.Valid, MayWork: true);

    [Fact]
    public void A_genuine_code_in_force_is_valid() => Assert.Equal(VerificationResult.ValidStatic, Judge(Code, Valid));

    [Theory]
    [InlineData(VerificationResult.NotOurs)]
    [InlineData(VerificationResult.Malformed)]
    [InlineData(VerificationResult.KeyUnknown)]
    [InlineData(VerificationResult.Forged)]
    public void What_the_bytes_refuse_stays_refused(VerificationResult refusal) =>
        Assert.Equal(refusal, Judge(new CodeReading.Refused(refusal), Valid));

    [Theory]
    [InlineData(CodeState.Suspended, VerificationResult.Suspended)]
    [InlineData(CodeState.Revoked, VerificationResult.Revoked)]
    [InlineData(CodeState.Superseded, VerificationResult.Superseded)]
    [InlineData(CodeState.Lost, VerificationResult.Superseded)]
    public void The_state_of_the_code_shows(CodeState state, VerificationResult result) =>
        Assert.Equal(result, Judge(Code, Valid with { State = state }));

    [Fact]
    public void Who_may_not_work_is_suspended_whatever_is_stored() =>
        Assert.Equal(VerificationResult.Suspended, Judge(Code, Valid with { MayWork = false }));

    [Fact]
    public void What_was_never_issued_raises_the_alarm()
    {
        Assert.Equal(VerificationResult.ForgedKeyAlarm, Judge(Code, null));
        Assert.Equal(VerificationResult.ForgedKeyAlarm, Judge(Code, Valid with { Payload = [1, 2, 4], State = CodeState.Revoked }));
        Assert.Equal(VerificationResult.ForgedKeyAlarm, Judge(Code, Valid with { Payload = [1, 2, 4] }, restoring: true));
    }

    [Fact]
    public void While_records_are_being_restored_a_missing_row_is_no_alarm() =>
        Assert.Equal(VerificationResult.StatusUnknown, Judge(Code, null, restoring: true));

    [Fact]
    public void After_a_key_was_stolen_only_the_row_vouches()
    {
        var code = Code with { IsKeyCompromised = true };
        Assert.Equal(VerificationResult.ValidStatic, Judge(code, Valid));
        Assert.Equal(VerificationResult.Suspended, Judge(code, Valid with { State = CodeState.Suspended }));
        Assert.Equal(VerificationResult.ForgedKeyAlarm, Judge(code, null));
        Assert.Equal(VerificationResult.KeyRevoked, Judge(code, null, restoring: true));
    }

    [Fact]
    public void The_last_day_still_counts()
    {
        Assert.Equal(VerificationResult.ValidStatic, Judge(Code, Valid, today: LastDay));
        Assert.Equal(VerificationResult.Expired, Judge(Code, Valid, today: LastDay.AddDays(1)));
    }

    [Fact]
    public void Tomorrows_issue_passes_and_a_later_one_does_not()
    {
        var issued = Code.Fields.IssuedOn;
        Assert.Equal(VerificationResult.ValidStatic, Judge(Code, Valid, today: issued.AddDays(-1)));
        Assert.Equal(VerificationResult.NotYet, Judge(Code, Valid, today: issued.AddDays(-2)));
        Assert.Equal(VerificationResult.NotYet, Judge(Code, null, restoring: true, today: issued.AddDays(-2)));
    }

    [Fact]
    public void The_graver_result_outranks()
    {
        var late = LastDay.AddDays(1);
        var early = Code.Fields.IssuedOn.AddDays(-2);
        Assert.Equal(VerificationResult.Revoked, Judge(Code, Valid with { State = CodeState.Revoked, MayWork = false }, today: late));
        Assert.Equal(VerificationResult.Expired, Judge(Code, Valid with { State = CodeState.Suspended }, today: late));
        Assert.Equal(VerificationResult.Suspended, Judge(Code, Valid with { State = CodeState.Superseded, MayWork = false }));
        Assert.Equal(VerificationResult.Superseded, Judge(Code, Valid with { State = CodeState.Lost }, today: early));
        Assert.Equal(VerificationResult.NotYet, Judge(Code, Valid, position: 5, today: early));
    }

    [Fact]
    public void Another_Position_than_the_one_asked_for_is_said()
    {
        Assert.Equal(VerificationResult.WrongPost, Judge(Code, Valid, position: Position + 1));
        Assert.Equal(VerificationResult.ValidStatic, Judge(Code, Valid, position: Position));
        Assert.Equal(VerificationResult.WrongPost, Judge(Code with { LiveUntil = Now.AddHours(-1) }, Valid, position: Position + 1));
    }

    [Theory]
    [InlineData(60, VerificationResult.ValidLive)]
    [InlineData(0, VerificationResult.ValidLive)]
    [InlineData(-1, VerificationResult.StaleLive)]
    [InlineData(120, VerificationResult.ValidLive)]
    [InlineData(121, VerificationResult.StaleLive)]
    public void A_live_code_is_live_for_a_minute(int secondsLeft, VerificationResult result) =>
        Assert.Equal(result, Judge(Code with { LiveUntil = Now.AddSeconds(secondsLeft) }, Valid));

    [Fact]
    public void Every_result_has_its_wire_code()
    {
        var codes = Enum.GetValues<VerificationResult>().Select(r => r.WireCode()).ToList();
        Assert.Equal(
            [
                "NOT_OURS", "MALFORMED", "KEY_UNKNOWN", "FORGED", "KEY_REVOKED", "FORGED_KEY_ALARM", "STATUS_UNKNOWN", "REVOKED",
                "SUSPENDED", "SUPERSEDED", "EXPIRED", "NOT_YET", "STALE_LIVE", "WRONG_POST", "VALID_STATIC", "VALID_LIVE",
            ],
            codes);
    }

    private static VerificationResult Judge(
        CodeReading reading, Issuance? issuance, bool restoring = false, int? position = null, DateOnly? today = null) =>
        Verification.Judge(reading, issuance, restoring, position, today ?? Today, Now);
}
