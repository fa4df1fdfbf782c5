using Academy.Domain.Questions;

namespace Academy.Domain.Tests.Questions;

public sealed class KnowledgePointTests
{
    [Fact]
    public void What_is_written_reads_back()
    {
        var point = KnowledgePoint.Parse("C03/02-choose#gauge");

        Assert.Equal(new KnowledgePoint("C03", "02-choose", "gauge"), point);
        Assert.Equal("C03/02-choose", point.LessonId);
        Assert.Equal("C03/02-choose#gauge", point.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("C03")]
    [InlineData("C03/02-choose")]
    [InlineData("C03/02-choose#")]
    [InlineData("C03/#gauge")]
    [InlineData("/02-choose#gauge")]
    [InlineData("C03#gauge")]
    [InlineData("C03#gauge/02-choose")]
    public void Another_form_is_refused(string text) => Assert.Throws<FormatException>(() => KnowledgePoint.Parse(text));
}
