using Academy.Web.Components;
using Bunit;

namespace Academy.Web.Tests.Components;

public sealed class AbilityRadarTests : BunitContext
{
    private static readonly AbilityScore[] Four =
    [
        new("A1", "检查消除火灾隐患", 100),
        new("A2", "组织扑救初起火灾", 50),
        new("A3", "组织人员疏散逃生", 60),
        new("A4", "消防宣传教育培训", 0),
    ];

    [Fact]
    public void The_area_reaches_each_axis_at_its_score_the_first_upwards_the_rest_clockwise()
    {
        var radar = Radar(Four, null);

        Assert.Equal("150,40 195,130 150,184 150,130", radar.Find(".chart-area").GetAttribute("points"));
        Assert.Equal(["A1 100", "A2 50", "A3 60", "A4 0"], radar.FindAll(".chart-text").Select(text => text.TextContent));
    }

    [Fact]
    public void The_same_values_stand_in_a_table_and_the_drawing_is_silent()
    {
        var radar = Radar(Four, null);

        Assert.Equal(["100", "50", "60", "0"], radar.FindAll("td").Select(td => td.TextContent));
        Assert.Contains("A2 组织扑救初起火灾", radar.FindAll("th[scope=row]")[1].TextContent, StringComparison.Ordinal);
        Assert.Equal("true", radar.Find(".radar__chart").GetAttribute("aria-hidden"));
    }

    [Fact]
    public void Below_the_floor_is_said_in_words_and_reaching_it_is_not()
    {
        var radar = Radar(Four, 60);

        var low = radar.FindAll("tbody tr").Select(row => row.QuerySelector(".badge")?.TextContent).ToList();
        Assert.Equal([null, "不足", null, "不足"], low);
        Assert.Equal(2, radar.FindAll(".chart-dot--low").Count);
        Assert.Contains("每项至少 60", radar.Find("caption").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_abilities_are_bars_because_two_axes_span_no_area()
    {
        var radar = Radar(Four[..2], 60);

        Assert.Empty(radar.FindAll(".radar__chart"));
        Assert.Equal(["100", "50"], radar.FindAll("progress").Select(bar => bar.GetAttribute("value")!));
        Assert.Equal(2, radar.FindAll("tbody tr").Count);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(12)]
    public void Every_ability_has_one_corner(int count)
    {
        var scores = Enumerable.Range(1, count).Select(i => new AbilityScore($"T{i}", $"能力{i}", 80)).ToArray();

        var points = Radar(scores, null).Find(".chart-area").GetAttribute("points")!.Split(' ');

        Assert.Equal(count, points.Distinct(StringComparer.Ordinal).Count());
    }

    private IRenderedComponent<AbilityRadar> Radar(IReadOnlyList<AbilityScore> scores, int? floor) =>
        Render<AbilityRadar>(p => p.Add(c => c.Scores, scores).Add(c => c.Floor, floor));
}
