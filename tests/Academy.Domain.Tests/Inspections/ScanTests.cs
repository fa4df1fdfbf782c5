using Academy.Domain.Certificates;
using Academy.Domain.Inspections;

namespace Academy.Domain.Tests.Inspections;

public sealed class ScanTests
{
    [Fact]
    public void The_inspector_judges_once_and_the_first_judgement_stays()
    {
        var scan = new Scan(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Scene.House, "27Q3-734512", VerificationResult.ValidStatic, Scene.Now);
        Assert.Null(scan.Match);

        Assert.True(scan.Judge(IdentityMatch.Different, true, Scene.Now.AddSeconds(5)));
        Assert.False(scan.Judge(IdentityMatch.Same, false, Scene.Now.AddSeconds(9)));

        Assert.Equal((IdentityMatch.Different, true, Scene.Now.AddSeconds(5)), (scan.Match, scan.ComparedPhoto, scan.MatchedAt));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(86_400, false)]
    [InlineData(86_401, true)]
    public void A_device_without_a_list_of_the_last_day_confirms_nothing(int? listAge, bool isUnconfirmed) =>
        Assert.Equal(isUnconfirmed, new DeviceLook("phone", Scene.Now, false, listAge).IsUnconfirmed);

    [Fact]
    public void A_devices_clock_is_believed_within_thirty_days_and_never_of_the_future()
    {
        Assert.Equal(Scene.Now.AddDays(-29), KeptAt(Scene.Now.AddDays(-29)));
        Assert.Equal(Scene.Now.AddDays(-30), KeptAt(DateTimeOffset.MinValue));
        Assert.Equal(Scene.Now, KeptAt(DateTimeOffset.MaxValue));

        static DateTimeOffset KeptAt(DateTimeOffset said) =>
            new Scan(Guid.NewGuid(), Guid.NewGuid(), null, null, "27Q3-734512", VerificationResult.ValidStatic, said, new DeviceLook("phone", Scene.Now, false, null)).At;
    }
}
