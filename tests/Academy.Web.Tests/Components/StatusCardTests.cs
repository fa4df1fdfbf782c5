using Academy.Web.Components;
using Bunit;

namespace Academy.Web.Tests.Components;

public sealed class StatusCardTests : BunitContext
{
    [Theory]
    [InlineData(WorkAnswer.MayWork, "go", "可上岗", Pictogram.Check)]
    [InlineData(WorkAnswer.Limited, "soon", "限定上岗", Pictogram.Alert)]
    [InlineData(WorkAnswer.ExpiresSoon, "soon", "即将到期", Pictogram.Alert)]
    [InlineData(WorkAnswer.MayNotWork, "stop", "不可上岗", Pictogram.Cross)]
    [InlineData(WorkAnswer.Unconfirmed, "unsure", "未确认", Pictogram.Unsure)]
    public void The_answer_is_a_colour_a_shape_and_a_word(WorkAnswer answer, string tone, string word, Pictogram icon)
    {
        var card = Render(new WorkStatus(answer, "张伟 · 客房服务员", [], null));

        Assert.Equal(["status-card", $"status-card--{tone}"], card.Find("section").ClassList);
        Assert.Equal(word, card.Find(".status-card__word").TextContent);
        card.Find(".status-card__icon").MarkupMatches(Render<Icon>(p => p.Add(i => i.Name, icon).Add(i => i.Class, "status-card__icon")));
    }

    [Fact]
    public void It_gives_every_reason_and_the_one_next_step()
    {
        var card = Render(new WorkStatus(WorkAnswer.MayNotWork, "张伟", ["还没通过考试", "电工证 2026-11-01 到期"], new NextStep("去补学", "/learn/retraining")));

        Assert.Equal(["还没通过考试", "电工证 2026-11-01 到期"], card.FindAll("li").Select(li => li.TextContent));
        card.Find("a.button").MarkupMatches("""<a class="button" href="/learn/retraining">去补学</a>""");
    }

    [Fact]
    public void Without_reasons_and_steps_there_is_neither_list_nor_button()
    {
        var card = Render(new WorkStatus(WorkAnswer.MayWork, "张伟", [], null));

        Assert.Empty(card.FindAll("ul, a"));
    }

    private IRenderedComponent<StatusCard> Render(WorkStatus status) => Render<StatusCard>(p => p.Add(c => c.Status, status));
}
