using Academy.Domain;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Manage.Sessions;

/// <summary>One 线下培训: sign in while it is held, close it after its end.</summary>
public sealed class Show(AcademyDbContext db, Releases releases, HoldSession hold, RecordTraining record, TimeProvider clock) : ManagePage
{
    public DateTimeOffset Now { get; private set; }
    public SessionDetail Session { get; private set; } = null!;
    public IReadOnlyList<string> Lessons { get; private set; } = [];

    public bool IsHeldNow => Session.ClosedAt is null && Now >= Session.StartsAt && Now <= Session.EndsAt;
    public bool CanClose => Session.ClosedAt is null && Now >= Session.EndsAt;
    public IEnumerable<SessionGuest> Present => Session.People.Where(p => p.SignedInAt is not null);
    public IEnumerable<SessionGuest> Absent => Session.People.Where(p => p.SignedInAt is null && p.PersonId != User.PersonId);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await LookAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostSignInAsync(Guid id, Guid[] people, CancellationToken cancel)
    {
        if (await hold.SignInAsync(id, Organization, people, User.PersonId, cancel) is not { } outcome || !await LookAsync(id, cancel)) return NotFound();
        if (!outcome.IsHeldNow) Problem = "现在不能签到：只能在培训进行中签到。";
        else if (people.Length == 0) Problem = "还没勾人。";
        else Status = $"已签到 {outcome.SignedIn.Count} 人。";
        if (outcome.Refused.Count > 0) Problem = string.Join("；", outcome.Refused.Select(r => $"{Session.People.FirstOrDefault(p => p.PersonId == r.Key)?.Name ?? "名单外的人"}：{WordOf(r.Value)}"));
        return RedirectToPage(new { id });
    }

    public async Task<IActionResult> OnPostCloseAsync(Guid id, Guid[] passed, CancellationToken cancel)
    {
        if (!await LookAsync(id, cancel)) return NotFound();
        // Rule 13: a manager who sat in the room is passed by nobody's tick but another's.
        var completed = await record.CloseSessionAsync(id, Organization, passed.Where(p => p != User.PersonId).ToHashSet(), User.PersonId, cancel);
        if (completed is { } count) Status = $"已结束，{count} 人当堂检查通过。";
        else Problem = "不能结束：还没到结束时间，或已经结束过。";
        return RedirectToPage(new { id });
    }

    private static string WordOf(SignInRefusal refusal) => refusal switch
    {
        SignInRefusal.Self => "不能给自己签到，请另一位安全管理员签",
        SignInRefusal.NotHere => "今天不在册",
        SignInRefusal.Overlaps => "这个时间在另一场培训里",
        _ => "一天最多 8 小时，今天已经满了",
    };

    private async Task<bool> LookAsync(Guid id, CancellationToken cancel)
    {
        Now = clock.GetUtcNow();
        if (await db.SessionAsync(Organization, id, Now.Day(), cancel) is not { } session) return false;
        Session = session;
        var curriculum = (await releases.InForceAsync(cancel)).Curriculum;
        Lessons = [.. session.Lessons.Select(l => curriculum.FindLesson(l)?.Title ?? l)];
        return true;
    }
}
