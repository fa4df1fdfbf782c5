using Academy.Web.Components;
using Bunit;

namespace Academy.Web.Tests.Components;

public sealed class ProgressTests : BunitContext
{
    [Fact]
    public void A_bar_says_what_is_still_missing()
    {
        var bar = Bar(new Progress("扑救初起火灾", 3, 5, "小节"));

        bar.MarkupMatches("""
            <div class="progress">
              <p class="progress__words"><span>扑救初起火灾</span><span>还差 2 小节</span></p>
              <progress class="progress__bar" max="5" value="3" aria-label="扑救初起火灾">3 / 5</progress>
            </div>
            """);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(9)]
    public void All_or_more_is_done(int done)
    {
        var bar = Bar(new Progress("扑救初起火灾", done, 5, "小节"));

        Assert.Contains("progress--done", bar.Find("div").ClassList);
        Assert.Equal("已完成", bar.Find(".progress__words span:last-child").TextContent);
        Assert.Equal("5", bar.Find("progress").GetAttribute("value"));
    }

    [Theory]
    [InlineData(36, 36, "100%", "36 人，一人不漏")]
    [InlineData(199, 200, "99%", "200 人中 199 人，还差 1 人")]
    [InlineData(0, 12, "0%", "12 人中 0 人，还差 12 人")]
    [InlineData(0, 0, "—", "没有应计人员")]
    public void A_ring_is_full_only_when_nobody_is_missing(int covered, int total, string word, string detail)
    {
        var ring = Ring(new Coverage("持证率", covered, total));

        Assert.Equal(word, ring.Find("text").TextContent);
        Assert.Equal($"持证率 {word}", ring.Find("figcaption strong").TextContent);
        Assert.Equal(detail, ring.Find("figcaption .quiet").TextContent);
    }

    [Fact]
    public void A_rings_arc_is_as_long_as_its_share()
    {
        Assert.Equal("75 100", Ring(new Coverage("持证率", 9, 12)).Find(".chart-arc").GetAttribute("stroke-dasharray"));
        Assert.Empty(Ring(new Coverage("持证率", 0, 12)).FindAll(".chart-arc"));
    }

    private IRenderedComponent<ProgressBar> Bar(Progress progress) => Render<ProgressBar>(p => p.Add(c => c.Progress, progress));

    private IRenderedComponent<CoverageRing> Ring(Coverage coverage) => Render<CoverageRing>(p => p.Add(c => c.Coverage, coverage));
}
