using Academy.Domain.Exams;
using Academy.Web.Data;
using Academy.Web.Operations;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages;

/// <summary>What an exam and its parts are called.</summary>
internal static class ExamTitles
{
    extension(AcademyDbContext db)
    {
        /// <summary>The positions that cycles train for, by cycle.</summary>
        public Task<Dictionary<Guid, string>> PositionsOfAsync(IReadOnlyCollection<Guid> cycles, CancellationToken cancel) =>
            db.Cycles.Where(c => cycles.Contains(c.Id)).Join(db.Positions, c => c.Position, p => p.Number, (c, p) => new { c.Id, p.Name }).ToDictionaryAsync(c => c.Id, c => c.Name, cancel);

        /// <summary>The title of an exam that may be a combined one.</summary>
        public async Task<string> TitleOfAsync(ExamAssignment assignment, Releases releases, CancellationToken cancel)
        {
            if (!assignment.IsCombined) return (await releases.GetAsync(assignment.ReleaseId)).Curriculum.FindBlueprint(assignment.Blueprint)!.Title;
            var cycles = assignment.Cycles.Select(c => c.CycleId).ToList();
            return Combined((await db.PositionsOfAsync(cycles, cancel)).Values);
        }

        /// <summary>The titles of exams, by assignment.</summary>
        public async Task<Dictionary<Guid, string>> TitlesOfAsync(IReadOnlyCollection<Guid> assignments, Releases releases, CancellationToken cancel)
        {
            var titles = new Dictionary<Guid, string>();
            foreach (var assignment in await db.ExamAssignments.AsNoTracking().Where(a => assignments.Contains(a.Id)).ToListAsync(cancel)) titles[assignment.Id] = await db.TitleOfAsync(assignment, releases, cancel);
            return titles;
        }
    }

    /// <summary>The title of a combined exam.</summary>
    public static string Combined(IEnumerable<string> positions) => $"合并考试：{string.Join("、", positions.Order(StringComparer.Ordinal))}";
}
