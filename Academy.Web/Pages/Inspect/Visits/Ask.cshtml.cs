using Academy.Domain.Inspections;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Inspect.Visits;

/// <summary>Whom to ask: those on shift, the drawn ones first; before the roll is called, everybody at the Venue.</summary>
public sealed class Ask(AcademyDbContext db, HoldInspection hold, SpotCheck spot, TimeProvider clock) : VisitPage(db, clock)
{
    public IReadOnlyList<RollEntry> People { get; private set; } = [];
    public IReadOnlySet<Guid> Drawn { get; private set; } = new HashSet<Guid>();
    public IReadOnlyList<SpotQuiz> Quizzes { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!await FindAsync(cancel)) return NotFound();
        Drawn = Inspection.Draws.SelectMany(d => d.People).ToHashSet();
        Quizzes = await Db.SpotQuizzes.AsNoTracking().Where(q => q.InspectionId == Id).ToListAsync(cancel);
        var roll = await hold.RollOfAsync(Inspection.OrganizationId, Inspection.VenueId, Today, cancel);
        People = [.. roll.Where(e => e.Positions.Count > 0 && (Inspection.Roll.Count == 0 || Inspection.Roll.Any(r => r.PersonId == e.PersonId))).OrderByDescending(e => Drawn.Contains(e.PersonId))];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid person, int position, CancellationToken cancel)
    {
        var start = await spot.StartAsync(Eye, Id, person, position, cancel);
        if (start.QuizId is { } quiz) return this.SeeOther($"/inspect/quizzes/{quiz}");
        if (start.Why is SpotRefusal.NotThere) return NotFound();
        Problem = start.Why switch
        {
            SpotRefusal.Ended => "不能抽问：检查已经结束。",
            SpotRefusal.AskedBefore => "不能再抽问：这次检查已经问过这个人。",
            SpotRefusal.NoRelease => "不能抽问：平台还没有发布培训内容，请告诉系统管理员。",
            _ => "不能抽问：这个岗位的练习题不到 3 道。",
        };
        return this.SeeOther(start.Why is SpotRefusal.Ended ? $"/inspect/visits/{Id}" : $"/inspect/visits/{Id}/ask");
    }
}
