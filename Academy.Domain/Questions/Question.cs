namespace Academy.Domain.Questions;

/// <summary>题型. A scenario is a story with parts of the other kinds. Papers keep kinds by number: new ones stand last.</summary>
public enum QuestionKind
{
    /// <summary>单选: one right option.</summary>
    Single,

    /// <summary>多选: two or more right options.</summary>
    Multiple,

    /// <summary>判断: 正确 or 错误.</summary>
    Judge,

    /// <summary>情景: a story with two to four parts of the other kinds.</summary>
    Scenario,

    /// <summary>填空: a text for each blank in the stem.</summary>
    Fill,

    /// <summary>排序: the steps put into the right order.</summary>
    Order,

    /// <summary>匹配: each left entry joined to its right one.</summary>
    Match,
}

/// <summary>The banks are kept apart: what practice shows, no exam asks.</summary>
public enum QuestionBank
{
    /// <summary>The question inside a card.</summary>
    Checkpoint,

    /// <summary>练习: practice, retraining, the next question after a wrong checkpoint.</summary>
    Practice,

    /// <summary>考试: drawn into papers; its key never leaves the server.</summary>
    Exam,
}

/// <summary>置信度 of a statement or source, as the fact base gives it.</summary>
public enum Confidence
{
    /// <summary>低: never taught, never asked.</summary>
    Low,

    /// <summary>中: taught and practised with its mark, never examined.</summary>
    Medium,

    /// <summary>高: may be examined.</summary>
    High,
}

/// <summary>依据: where an item's truth comes from.</summary>
/// <param name="Text">The sources as written, for example 消防法 第44条；61号令 第36条.</param>
/// <param name="Confidence">The weakest of them.</param>
public sealed record Source(string Text, Confidence Confidence);

/// <summary>A piece of a stem or option: words, perhaps in bold, or a blank of a 填空题, which always looks the same.</summary>
public sealed record TextRun(string Text, bool IsStrong = false, bool IsBlank = false);

/// <summary>A picture of the release, shown as an image.</summary>
/// <param name="Path">Path within the content folder, for example <c>courses/C03-fire-fighting/img/gauge.svg</c>.</param>
/// <param name="Description">What is to be seen, for who cannot see it.</param>
public sealed record Picture(string Path, string Description);

/// <summary>Parsed words of a stem or an option. Rendered from these fields, never from Markdown.</summary>
public sealed record Wording(IReadOnlyList<TextRun> Runs, IReadOnlyList<Picture> Pictures)
{
    /// <summary>The bare words.</summary>
    public string PlainText => string.Concat(Runs.Select(r => r.Text));

    /// <summary>The bare words, or what is to be seen where there are none.</summary>
    public string Spoken => Runs.Count > 0 ? PlainText : string.Join('，', Pictures.Select(p => p.Description));

    /// <summary>Words without bold or pictures.</summary>
    public static Wording Of(string text) => new([new TextRun(text)], []);
}

/// <summary>选项; of an order question a step, of a match question a left entry, and then always true.</summary>
public sealed record Option(Wording Wording, bool IsKey);

/// <summary>空: one blank of a 填空题.</summary>
/// <param name="Answers">Every text that is right; differences that <see cref="Folding"/> levels need no second one.</param>
public sealed record Blank(IReadOnlyList<string> Answers)
{
    /// <summary>Whether the text is one of the answers, however it was typed.</summary>
    public bool Accepts(string text) => Folding.Of(text) is { Length: > 0 } folded && Answers.Any(a => Folding.Of(a) == folded);
}

/// <summary>题: one answerable part, a plain question or one sub-question of a scenario.</summary>
/// <param name="Id">For ever, for example <c>C03-E012</c> or <c>C03-E081-1</c>.</param>
/// <param name="Kind">Never <see cref="QuestionKind.Scenario"/>.</param>
/// <param name="Ability">Ability code, for example <c>A2</c>.</param>
/// <param name="Difficulty">1 everybody should know, 2 needs the lesson, 3 needs thinking it through.</param>
/// <param name="IsCritical">红线题: wrong means not passed, whatever the points.</param>
/// <param name="KeepOrder">Options are shown as written.</param>
/// <param name="KnowledgePoint">The card that teaches the answer.</param>
/// <param name="Stem">题干.</param>
/// <param name="Options">In the author's order: of an order question the right one; of a fill question none.</param>
/// <param name="Explanation">解析, in plain text paragraphs.</param>
/// <param name="Source">依据.</param>
public sealed record Item(
    string Id,
    QuestionKind Kind,
    string Ability,
    int Difficulty,
    bool IsCritical,
    bool KeepOrder,
    KnowledgePoint KnowledgePoint,
    Wording Stem,
    IReadOnlyList<Option> Options,
    string Explanation,
    Source Source)
{
    /// <summary>The blanks of a fill question in the stem's order; of every other kind none.</summary>
    public IReadOnlyList<Blank> Blanks { get; init; } = [];

    /// <summary>The right column of a match question, each beside the option it belongs to; of every other kind none.</summary>
    public IReadOnlyList<Wording> Counterparts { get; init; } = [];
}

/// <summary>题目: a plain question (one item, same id) or a scenario (two to four items).</summary>
/// <param name="Id">For ever.</param>
/// <param name="Version">Content hash of stem, options and key: a change of any of them is a new version.</param>
/// <param name="Story">The scenario's story; null for a plain question.</param>
public sealed record Question(
    string Id,
    string Version,
    QuestionBank Bank,
    QuestionKind Kind,
    string Course,
    Wording? Story,
    IReadOnlyList<Item> Items)
{
    /// <summary>Whether any of its items is a 红线题.</summary>
    public bool IsCritical => Items.Any(i => i.IsCritical);

    /// <summary>The ability all its items ask; null for a scenario that mixes abilities, which no blueprint can draw.</summary>
    public string? Ability => Items.All(i => i.Ability == Items[0].Ability) ? Items[0].Ability : null;

    /// <summary>The difficulty of its hardest item.</summary>
    public int Difficulty => Items.Max(i => i.Difficulty);
}
