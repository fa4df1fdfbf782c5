using Academy.Domain.Certificates;

namespace Academy.Domain.Tests.Certificates;

public sealed class RestoredCodeTests
{
    [Theory]
    [InlineData(CodeStatus.Valid, VerificationResult.ValidStatic)]
    [InlineData(CodeStatus.Revoked, VerificationResult.Revoked)]
    [InlineData(CodeStatus.Suspended, VerificationResult.Suspended)]
    [InlineData(CodeStatus.Superseded, VerificationResult.Superseded)]
    public void It_answers_with_its_status_until_it_expires(CodeStatus status, VerificationResult result)
    {
        var code = Restored(status);

        var issuance = code.IssuanceBeside(null, mayWork: true);
        Assert.Equal(result, code.Judge(issuance, Scene.Now));
        Assert.Equal(status is CodeStatus.Revoked ? result : VerificationResult.Expired, code.Judge(issuance, Scene.Now.AddDays(2)));
    }

    [Fact]
    public void A_revocation_is_final_and_everything_else_moves()
    {
        var code = Restored(CodeStatus.Suspended);
        Assert.False(code.Show(CodeStatus.Suspended, null, Scene.Now.AddHours(1)));
        Assert.Equal(Scene.Now, code.StatusSince);
        Assert.True(code.Show(CodeStatus.Valid, null, Scene.Now.AddHours(1)));
        Assert.True(code.Show(CodeStatus.Revoked, null, Scene.Now.AddHours(2)));
        Assert.False(code.Show(CodeStatus.Valid, null, Scene.Now.AddHours(3)));
        Assert.Equal((CodeStatus.Revoked, Scene.Now.AddHours(2)), (code.Status, code.StatusSince));
    }

    [Fact]
    public void A_code_that_ended_says_why_and_can_only_be_revoked_any_more()
    {
        var code = Restored(CodeStatus.Valid);
        Assert.True(code.Show(CodeStatus.Superseded, CodeEnd.Lost, Scene.Now.AddHours(1)));
        Assert.False(code.Show(CodeStatus.Valid, null, Scene.Now.AddHours(2)));
        Assert.Equal((CodeState.Lost, CodeEnd.Lost), (code.State, code.End));
        Assert.True(code.Show(CodeStatus.Revoked, CodeEnd.Lost, Scene.Now.AddHours(3)));
        Assert.Equal((CodeState.Revoked, CodeEnd.Lost), (code.State, code.End));

        // One of which nobody knows why it ended was replaced.
        Assert.Equal((CodeState.Superseded, CodeEnd.Superseded), (Restored(CodeStatus.Superseded).State, Restored(CodeStatus.Superseded).End));
    }

    [Theory]
    [InlineData(CodeStatus.Valid, CertificateState.Valid, VerificationResult.ValidStatic)]
    [InlineData(CodeStatus.Valid, CertificateState.Suspended, VerificationResult.Suspended)]
    [InlineData(CodeStatus.Valid, CertificateState.Revoked, VerificationResult.Revoked)]
    [InlineData(CodeStatus.Valid, CertificateState.Superseded, VerificationResult.Superseded)]
    [InlineData(CodeStatus.Suspended, CertificateState.Valid, VerificationResult.Suspended)]
    [InlineData(CodeStatus.Revoked, CertificateState.Valid, VerificationResult.Revoked)]
    [InlineData(CodeStatus.Superseded, CertificateState.Valid, VerificationResult.Superseded)]
    [InlineData(CodeStatus.Superseded, CertificateState.Revoked, VerificationResult.Revoked)]
    public void Of_its_own_state_and_its_certificates_the_worse_counts(CodeStatus status, CertificateState certificate, VerificationResult result)
    {
        var code = Restored(status);

        Assert.Equal(result, code.Judge(code.IssuanceBeside(certificate, mayWork: true), Scene.Now));
        if (result is VerificationResult.ValidStatic) Assert.Equal(VerificationResult.Suspended, code.Judge(code.IssuanceBeside(certificate, mayWork: false), Scene.Now));
    }

    private static RestoredCode Restored(CodeStatus status) => new("26Q4", 700_000, [1, 2, 3], Scene.Today, status, null, Scene.Now, null, Scene.Now);
}
