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

        Assert.Equal(result, code.Judge(Scene.Now));
        Assert.Equal(status is CodeStatus.Revoked ? result : VerificationResult.Expired, code.Judge(Scene.Now.AddDays(2)));
    }

    [Fact]
    public void A_revocation_is_final_and_everything_else_moves()
    {
        var code = Restored(CodeStatus.Suspended);
        Assert.False(code.Show(CodeStatus.Suspended, Scene.Now.AddHours(1)));
        Assert.Equal(Scene.Now, code.StatusSince);
        Assert.True(code.Show(CodeStatus.Valid, Scene.Now.AddHours(1)));
        Assert.True(code.Show(CodeStatus.Revoked, Scene.Now.AddHours(2)));
        Assert.False(code.Show(CodeStatus.Valid, Scene.Now.AddHours(3)));
        Assert.Equal((CodeStatus.Revoked, Scene.Now.AddHours(2)), (code.Status, code.StatusSince));
    }

    private static RestoredCode Restored(CodeStatus status) => new("26Q4", 700_000, [1, 2, 3], Scene.Today, status, Scene.Now, Scene.Now);
}
