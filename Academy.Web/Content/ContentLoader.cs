using Academy.Domain.Courses;
using Academy.Domain.Questions;

namespace Academy.Web.Content;

/// <summary>What reading came to.</summary>
public sealed class LoadedContent
{
    internal LoadedContent(Curriculum readable, IReadOnlyDictionary<string, Place> places, ProblemList problems) =>
        (Readable, Places, Problems, Curriculum) = (readable, places, problems.InOrder, problems.HasErrors ? null : readable);

    /// <summary>Null when any file could not be read.</summary>
    public Curriculum? Curriculum { get; }

    /// <summary>By file and line.</summary>
    public IReadOnlyList<ContentProblem> Problems { get; }

    /// <summary>What could be read, mistakes left out: for the checker, which goes on to the next mistake.</summary>
    internal Curriculum Readable { get; }

    /// <summary>Where questions, lessons, cards, courses and catalogue rows are written.</summary>
    internal IReadOnlyDictionary<string, Place> Places { get; }
}

/// <summary>
/// Turns files into a curriculum. Says only what makes them unreadable or unsafe; what makes them unfit for release is the
/// <see cref="ContentChecker"/>'s to say, so that a release in force is never lost to a check invented after it.
/// </summary>
public static class ContentLoader
{
    /// <summary>Loads a content folder or a frozen release.</summary>
    public static LoadedContent Load(ContentFiles files)
    {
        var problems = new ProblemList();
        var places = new Dictionary<string, Place>(StringComparer.Ordinal);
        var catalogues = new Catalogues(files, problems, places);
        var courses = new List<Course>();
        var questions = new List<Question>();
        foreach (var folder in files.Paths.Where(p => p.StartsWith("courses/", StringComparison.Ordinal)).Select(p => p.Split('/')[1]).Distinct())
        {
            if (new CourseReader(files, folder, problems, places).Read() is not { } read)
            {
                continue;
            }

            var (course, asked) = read;
            if (courses.Exists(c => c.Code == course.Code))
            {
                problems.Error(places[Catalogues.Key("course", course.Code)], "id-double", $"课程编号 {course.Code} 用在两个文件夹里。");
                continue;
            }

            courses.Add(course);
            questions.AddRange(asked);
        }

        foreach (var path in files.Paths.Where(p => p.EndsWith(".svg", StringComparison.Ordinal) || p.EndsWith(".png", StringComparison.Ordinal)))
        {
            PictureCheck.Check(path, files.Find(path)!.Value, problems);
        }

        var readable = new Curriculum(
            catalogues.Abilities(),
            catalogues.Instruments(),
            catalogues.Positions(),
            catalogues.Requirements(),
            catalogues.Blueprints(),
            courses,
            questions);
        return new LoadedContent(readable, places, problems);
    }
}
