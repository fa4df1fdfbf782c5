using Academy.Domain.Exams;
using Academy.Web.Components;
using Academy.Web.Data;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Manage.Exams;

/// <summary>One 考场 while it is held: who is there, who writes how far, and what the invigilator does about it.</summary>
public sealed class Show(AcademyDbContext db, InvigilateExam invigilate, EnterRoom enter, AttemptPapers papers, Stations stations, TimeProvider clock) : ManagePage
{
    [FromRoute] public Guid Id { get; set; }

    [BindProperty]
    public ExtensionInput Input { get; set; } = new();

    public ExamRoom Room { get; private set; } = null!;
    public bool IsOpen { get; private set; }
    public RoomBoard Board { get; private set; } = null!;

    private RoomRef At => new(Id, Organization, User.PersonId);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await LookAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnGetBoardAsync(CancellationToken cancel) => await LookAsync(cancel) ? this.Part("_Board", Board) : NotFound();

    public async Task<IActionResult> OnPostAddAsync(Guid assignment, CancellationToken cancel) =>
        After(await enter.ByInvigilatorAsync(Id, Organization, assignment, User.PersonId, cancel), "已加进考场。当面核对本人，再点“核对本人”。", "现在不能加：这个人正在考，或不用再考。");

    public async Task<IActionResult> OnPostCheckInAsync(Guid seat, CancellationToken cancel) =>
        After(await invigilate.CheckInAsync(At, seat, cancel), "已核对。", "不用再核对：已经开考，或已经离开考场。");

    public async Task<IActionResult> OnPostReleaseAsync(Guid seat, CancellationToken cancel) =>
        After(await invigilate.ReleaseTakeOverAsync(At, seat, cancel), "已放行，5 分钟内在新设备上点“在这里继续”。", "没有在作答，不用放行。");

    public async Task<IActionResult> OnPostCallAsync(Guid seat, CancellationToken cancel) =>
        After(await invigilate.CallAsync(At, seat, cancel), "已叫到考试机。", "先核对本人，再叫到考试机。");

    public async Task<IActionResult> OnPostRecallAsync(Guid seat, CancellationToken cancel) =>
        After(await invigilate.RecallAsync(At, seat, cancel), "已收回，考试机回到等待。", "没有叫过这个人。");

    public async Task<IActionResult> OnPostStartAsync(CancellationToken cancel) =>
        After(await invigilate.StartAllAsync(At, cancel), "已宣布开始。核对过的人现在可以点“开始考试”。", "现在不能宣布开始：考场暂停着，或这个考场不用一起开始。");

    public async Task<IActionResult> OnPostPauseAsync(CancellationToken cancel) =>
        After(await invigilate.PauseAsync(At, cancel), "已暂停：题目收起，时间不走。", "现在不能暂停。");

    public async Task<IActionResult> OnPostResumeAsync(CancellationToken cancel) =>
        After(await invigilate.ResumeAsync(At, cancel), "已继续：每个人的时间从停下的地方接着走。", "考场没有暂停。");

    public async Task<IActionResult> OnPostCloseAsync(CancellationToken cancel) =>
        After(await invigilate.CloseAsync(At, cancel), "考场已关闭。", "还有人在作答。等他们交卷，或代交卷，再关闭考场。");

    public async Task<IActionResult> OnPostExtendAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return await LookAsync(cancel) ? this.ShowAgain() : NotFound();
        return After(await invigilate.ExtendAllAsync(At with { Once = Input.Once }, Input.Minutes!.Value, Input.Reason.Trim(), cancel), $"在考的人都延长了 {Input.Minutes} 分钟。", "没有人在作答，不用延时。");
    }

    /// <summary>This browser becomes a 考试机; the manager's session ends on it.</summary>
    public async Task<IActionResult> OnPostStationAsync(CancellationToken cancel)
    {
        if (await invigilate.OpenStationAsync(At, cancel) is not RoomOutcome.Done and var outcome) return After(outcome, "", "");
        TempData.Clear();
        await stations.OpenAsync(HttpContext, Id);
        return this.SeeOther(Stations.Address);
    }

    private IActionResult After(RoomOutcome? outcome, string done, string notNow)
    {
        if (outcome is not { } known) return NotFound();
        if (known is RoomOutcome.Done) Status = done;
        else Problem = Texts.Of(known, notNow);
        return RedirectToPage(new { id = Id });
    }

    private async Task<bool> LookAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var organization = Organization;
        if (await db.ExamRooms.AsNoTracking().SingleOrDefaultAsync(r => r.Id == Id && r.OrganizationId == organization, cancel) is not { } room) return false;
        (Room, IsOpen, Board) = (room, room.IsOpen(now), await RoomBoard.OfAsync(room, User.PersonId, db, papers, now, cancel));
        return true;
    }
}
