using Academy.Domain;
using Academy.Domain.Inspections;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Operations;

/// <summary>The demo company's inspections: one whose three findings are in three states, and one that awaits its look back.</summary>
internal sealed class SeedDemoInspections(AcademyDbContext db, Releases releases, AcademySettings settings, Guid organization, Guid inspector, Guid manager)
{
    private static readonly TimeSpan Morning = TimeSpan.FromHours(10);

    private readonly PastClock _clock = new();
    private readonly InspectorEye _eye = new(inspector, null);

    public async Task RunAsync(DateOnly today, CancellationToken cancel)
    {
        db.InspectorAssignments.Add(new InspectorAssignment(Guid.CreateVersion7(today.AddDays(-60).Start()), inspector, "云岭", null, null, today.AddDays(-60), null, manager));
        await db.SaveChangesAsync(cancel);

        var hotel = await VisitAsync("云岭山酒店", InspectionKind.Routine, today.AddDays(-40), [new Found(FindingKind.FirePrevention, Severity.Ordinary, "三楼灭火器压力表指针在红区", "三楼布草间", 7)], cancel);
        await RectifyAsync(hotel[0], today.AddDays(-36), "已送修更换，三楼其余 6 具逐个查过", cancel);
        await CloseAsync(hotel[0], today.AddDays(-20), "换了新的，压力正常", cancel);

        var scenic = await VisitAsync(
            "云岭山景区",
            InspectionKind.Random,
            today.AddDays(-6),
            [
                new Found(FindingKind.Evacuation, Severity.Serious, "疏散通道堆放纸箱，门打不开一半", "游客中心二楼东侧", 3),
                new Found(FindingKind.Duty, Severity.Ordinary, "夜班值班记录缺两天", "监控室", 14),
                new Found(FindingKind.Responsibility, Severity.Ordinary, "岗位安全职责没有上墙", "游客中心值班室", 4),
            ],
            cancel);
        await RectifyAsync(scenic[1], today.AddDays(-3), "补了交接班表，班组长每天签字", cancel);
        await RectifyAsync(scenic[2], today.AddDays(-4), "职责牌已挂好", cancel);
        await CloseAsync(scenic[2], today.AddDays(-2), null, cancel);
    }

    private async Task<IReadOnlyList<Guid>> VisitAsync(string venue, InspectionKind kind, DateOnly day, IReadOnlyList<Found> findings, CancellationToken cancel)
    {
        At(day);
        var place = await db.Venues.Where(v => v.OrganizationId == organization && v.Name == venue).Select(v => v.Id).SingleAsync(cancel);
        var hold = new HoldInspection(db, releases, settings, _clock);
        var visit = await hold.StartAsync(_eye, place, kind, "何检", null, cancel) ?? throw new InvalidOperationException($"{venue} is not assigned to the demo inspector.");
        var people = await db.Engagements.CurrentOn(day).Where(e => e.VenueId == place).OrderBy(e => e.StaffNumber).Select(e => e.PersonId).Take(5).ToListAsync(cancel);
        await hold.CallRollAsync(_eye, visit, people, cancel);
        foreach (var person in people.Take(4)) await hold.IdentifyAsync(_eye, visit, person, cancel);
        var ids = findings.Select(_ => Guid.CreateVersion7(_clock.Now)).ToList();
        foreach (var (found, id) in findings.Zip(ids)) await new RecordFinding(db, _clock).RunAsync(_eye, new NewFinding(id, visit, found.Kind, found.Severity, found.Text, found.Place, day.AddDays(found.Days), _clock.Now, []), [], cancel);
        _clock.Now = _clock.Now.AddMinutes(50);
        await hold.EndAsync(_eye, visit, "周安", "安全管理员", "M120 120L150 60L160 130M190 90L260 85M225 50L228 140M300 70L360 66L330 135L390 130", cancel);
        db.ChangeTracker.Clear();
        return ids;
    }

    private async Task RectifyAsync(Guid finding, DateOnly day, string text, CancellationToken cancel)
    {
        At(day);
        await new FollowFinding(db, settings, _clock).RectifyAsync(organization, finding, text, [], manager, cancel);
    }

    private async Task CloseAsync(Guid finding, DateOnly day, string? text, CancellationToken cancel)
    {
        At(day);
        await new FollowFinding(db, settings, _clock).CloseAsync(_eye, finding, text, [], cancel);
    }

    private void At(DateOnly day)
    {
        _clock.Now = day.Start() + Morning;
        db.ChangeTracker.Clear();
    }

    /// <param name="Days">From the visit to its last day.</param>
    private sealed record Found(FindingKind Kind, Severity Severity, string Text, string Place, int Days);
}
