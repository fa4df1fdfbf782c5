namespace Academy.Web.Content;

/// <summary>How much a problem matters.</summary>
public enum Severity
{
    /// <summary>Said, nothing to do: planned items, how hours are split.</summary>
    Notice,

    /// <summary>Should be mended; a release may go out with it.</summary>
    Warning,

    /// <summary>No release until it is mended.</summary>
    Error,
}

/// <summary>Something an author should know.</summary>
/// <param name="File">Path within the content folder.</param>
/// <param name="Line">From 1.</param>
/// <param name="Code">Stable name of the rule, for example <c>source-low</c>.</param>
/// <param name="Message">In Chinese: what is wrong and what to do.</param>
public sealed record ContentProblem(string File, int Line, Severity Severity, string Code, string Message)
{
    /// <summary>As compilers write it, so that editors jump to the place.</summary>
    public override string ToString() =>
        $"{File}:{Line}: {Severity switch { Severity.Error => "错误", Severity.Warning => "提醒", _ => "说明" }} [{Code}] {Message}";
}

/// <summary>Where something is written.</summary>
public readonly record struct Place(string File, int Line);

/// <summary>Gathers problems while content is read; one reader carries on after a mistake to find the next.</summary>
internal sealed class ProblemList(IEnumerable<ContentProblem>? known = null)
{
    private readonly List<ContentProblem> _problems = [.. known ?? []];

    /// <summary>By file and line.</summary>
    public IReadOnlyList<ContentProblem> InOrder =>
        [.. _problems.Distinct().OrderBy(p => p.File, StringComparer.Ordinal).ThenBy(p => p.Line)];

    public bool HasErrors => _problems.Exists(p => p.Severity == Severity.Error);

    public void Error(Place place, string code, string message) => Add(place, Severity.Error, code, message);

    public void Warning(Place place, string code, string message) => Add(place, Severity.Warning, code, message);

    public void Notice(Place place, string code, string message) => Add(place, Severity.Notice, code, message);

    private void Add(Place place, Severity severity, string code, string message) =>
        _problems.Add(new ContentProblem(place.File, place.Line, severity, code, message));
}
