namespace Academy.Domain.Questions;

/// <summary>知识点: an anchored card of a lesson. What a question asks, the card teaches.</summary>
/// <param name="Course">Course code, for example <c>C03</c>.</param>
/// <param name="Lesson">Lesson name within the course, for example <c>02-choose</c>.</param>
/// <param name="Anchor">The card's anchor, for example <c>gauge</c>.</param>
public readonly record struct KnowledgePoint(string Course, string Lesson, string Anchor)
{
    /// <summary>The lesson's id across courses, for example <c>C03/02-choose</c>.</summary>
    public string LessonId => $"{Course}/{Lesson}";

    /// <summary>Reads <c>C03/02-choose#gauge</c>.</summary>
    /// <exception cref="FormatException">The text has no course, lesson or anchor.</exception>
    public static KnowledgePoint Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var hash = text.IndexOf('#', StringComparison.Ordinal);
        if (slash <= 0 || hash <= slash + 1 || hash == text.Length - 1)
        {
            throw new FormatException($"'{text}' is not course/lesson#anchor.");
        }

        return new KnowledgePoint(text[..slash], text[(slash + 1)..hash], text[(hash + 1)..]);
    }

    /// <summary>The written form, <c>C03/02-choose#gauge</c>.</summary>
    public override string ToString() => $"{Course}/{Lesson}#{Anchor}";
}
