namespace Academy.Web.Components;

/// <summary>How much of something is done.</summary>
/// <param name="Done">More than <paramref name="Total"/> counts as all.</param>
/// <param name="Total">At least 1.</param>
/// <param name="Unit">Counts the rest in words: 小节, 题, 分钟.</param>
public sealed record Progress(string What, int Done, int Total, string Unit);

/// <summary>How many of those who must are.</summary>
/// <param name="What">For example 持证率.</param>
/// <param name="Total">May be 0: nobody must.</param>
public sealed record Coverage(string What, int Covered, int Total);

/// <summary>A result in one ability.</summary>
/// <param name="Code">A1–A4, T1–T7 or L.</param>
/// <param name="Percent">0 to 100.</param>
public sealed record AbilityScore(string Code, string Name, int Percent);
