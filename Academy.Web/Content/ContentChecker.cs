using Academy.Domain.Courses;

namespace Academy.Web.Content;

/// <summary>What an author or administrator is told before a release.</summary>
/// <param name="Curriculum">Null when there is an error: then nothing may be published.</param>
/// <param name="Problems">Everything, by file and line.</param>
public sealed record ContentReport(Curriculum? Curriculum, IReadOnlyList<ContentProblem> Problems)
{
    /// <summary>Whether the content may be published.</summary>
    public bool IsFitForRelease => Curriculum is not null;
}

/// <summary>All that is asked of content before it becomes a release: what the loader refuses, and the rules between files.</summary>
public static class ContentChecker
{
    /// <summary>Loads and checks.</summary>
    /// <param name="today">The day in Asia/Shanghai, for reviews that are due.</param>
    public static ContentReport Check(ContentFiles files, DateOnly today)
    {
        var loaded = ContentLoader.Load(files);
        var problems = new ProblemList(loaded.Problems);
        new ReferenceCheck(loaded.Readable, loaded.Places, problems).Check(today);
        new QuestionCheck(loaded.Readable, loaded.Places, problems).Check();
        new BlueprintCheck(loaded.Readable, loaded.Places, problems).Check();
        new RequirementCheck(loaded.Readable, loaded.Places, problems).Check();
        return new ContentReport(problems.HasErrors ? null : loaded.Curriculum, problems.InOrder);
    }
}
