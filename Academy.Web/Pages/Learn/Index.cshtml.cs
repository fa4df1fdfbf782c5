using Academy.Domain.Courses;
using Academy.Domain.Training;
using Academy.Web.Components;
using Academy.Web.Data;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Academy.Web.Pages.Learn;

/// <summary>The courses of a person's open cycles, or of the last one when none is open.</summary>
public sealed class IndexModel(AcademyDbContext db, Releases releases, AcademySettings settings) : PageModel
{
    public IReadOnlyList<CourseRow> Courses { get; private set; } = [];
    public IReadOnlyList<RetrainingOrder> Orders { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await PersonalFile.LoadAsync(db, releases, settings.Defaults, User.PersonId, cancel) is not { } file) return NotFound();
        var cycles = file.Cycles.Where(c => c.IsOpen).DefaultIfEmpty(file.Cycles.LastOrDefault()).OfType<TrainingCycle>().ToList();
        Courses = [.. cycles.SelectMany(c => file.LessonsOf(c).Select(lesson => (Cycle: c, Lesson: lesson))).GroupBy(l => l.Lesson.Course, StringComparer.Ordinal)
            .Select(course => Row(file, course.First().Cycle, course.Key, [.. course.DistinctBy(l => l.Lesson.Id).OrderBy(l => l.Lesson.Name, StringComparer.Ordinal)]))];
        Orders = [.. file.Orders.Where(o => o.IsOpen)];
        return Page();
    }

    private static CourseRow Row(PersonalFile file, TrainingCycle cycle, string code, IReadOnlyList<(TrainingCycle Cycle, Lesson Lesson)> required)
    {
        var course = file.ReleaseOf(cycle).Curriculum.FindCourse(code)!;
        var lessons = required.Select(l =>
        {
            var (asked, lesson) = l;
            var progress = file.ProgressOf(asked, lesson.Id);
            var done = progress?.CompletedAt is not null;
            return new LessonRow(lesson.Id, lesson.Title, lesson.Minutes, progress?.Seconds ?? 0, progress is not null, done, done ? 1 : Math.Max(1, progress?.FurthestCard ?? 1));
        }).ToList();
        return new CourseRow(code, course.Title, required.Sum(l => l.Lesson.Minutes), new Progress("必修小节", lessons.Count(l => l.Done), lessons.Count, "小节"), lessons);
    }

    public sealed record CourseRow(string Code, string Title, int Minutes, Progress Progress, IReadOnlyList<LessonRow> Lessons);

    public sealed record LessonRow(string Id, string Title, int Minutes, int Seconds, bool Begun, bool Done, int Card);
}
