using Academy.Domain.Questions;

namespace Academy.Domain.Courses;

/// <summary>课程: lessons on one subject, frozen by a release.</summary>
/// <param name="Code">For example <c>C03</c>.</param>
/// <param name="Folder">Folder under <c>courses/</c>, for example <c>C03-fire-fighting</c>.</param>
/// <param name="Hours">学时 of 45 minutes the course counts in the training matrix, online and classroom together.</param>
/// <param name="Introduction">What the learner can do afterwards, as safe HTML.</param>
public sealed record Course(
    string Code,
    string Folder,
    string Title,
    int Hours,
    string Audience,
    IReadOnlyList<string> Abilities,
    IReadOnlyList<string> LawReferences,
    Confidence Confidence,
    DateOnly ReviewedOn,
    string Introduction,
    IReadOnlyList<Lesson> Lessons)
{
    /// <summary>Minutes of study that its lessons fill.</summary>
    public int OnlineMinutes => Lessons.Sum(l => l.Minutes);
}

/// <summary>小节: read as cards on a phone.</summary>
/// <param name="Name">File name without extension, for example <c>02-choose</c>.</param>
/// <param name="Version">Content hash of the file.</param>
/// <param name="Minutes">Study time the content fills at 150 characters a minute; the cap of what can be credited.</param>
public sealed record Lesson(
    string Course,
    string Name,
    string Version,
    string Title,
    int Minutes,
    IReadOnlyList<string> Abilities,
    IReadOnlyList<string> LawReferences,
    Confidence Confidence,
    DateOnly ReviewedOn,
    IReadOnlyList<Card> Cards)
{
    /// <summary>Id across courses, for example <c>C03/02-choose</c>.</summary>
    public string Id => $"{Course}/{Name}";
}

/// <summary>One card of a lesson, a screen on a phone.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Anchor">Makes the card a knowledge point; null on cards that are only read.</param>
/// <param name="Body">Safe HTML from the allow-list renderer, without the checkpoint.</param>
/// <param name="PlainText">The words alone, for reading aloud and counting.</param>
/// <param name="Checkpoint">随堂题, or null.</param>
public sealed record Card(int Number, string Title, string? Anchor, string Body, string PlainText, Question? Checkpoint);
