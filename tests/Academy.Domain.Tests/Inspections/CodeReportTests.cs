using Academy.Domain.Certificates;
using Academy.Domain.Inspections;

namespace Academy.Domain.Tests.Inspections;

public sealed class CodeReportTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_report_is_closed_once()
    {
        var report = new CodeReport(Guid.NewGuid(), null, null, "abc", VerificationResult.Forged, "照片不是他", null, Now);
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());

        Assert.True(report.Close("核实是假证", first, Now));
        Assert.False(report.Close("没有问题", second, Now.AddDays(1)));
        Assert.Equal(("核实是假证", first, Now), (report.Answer, report.AnsweredBy, report.AnsweredAt));
    }

    [Theory]
    [InlineData(19, 3, false)]
    [InlineData(20, 1, true)]
    [InlineData(4, 4, true)]
    public void Many_looks_or_many_places_are_odd(int looks, int places, bool odd) => Assert.Equal(odd, new LooksOfDay(Guid.NewGuid(), looks, places).IsOdd(20, 4));
}
