using System.ComponentModel.DataAnnotations;
using Academy.Domain.Exams;
using Academy.Web.Components;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Manage.Exams;

/// <summary>One person in the room: what is granted before the start, and what an invigilator decides while they sit.</summary>
public sealed class Seat(AcademyDbContext db, InvigilateExam invigilate, AttemptPapers papers, TimeProvider clock) : ManagePage
{
    [FromRoute] public Guid Id { get; set; }

    [FromRoute(Name = "seat")] public Guid SeatId { get; set; }

    public GrantInput Grant { get; set; } = new();
    public ExtensionInput Input { get; set; } = new();

    public string RoomName { get; private set; } = "";
    public SeatRow Row { get; private set; } = null!;
    public bool IsMe => Row.Line.PersonId == User.PersonId;

    private RoomRef At => new(Id, Organization, User.PersonId);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!await LookAsync(cancel)) return NotFound();
        Grant = new GrantInput { ExtraMinutes = Row.Line.ExtraMinutes, ReadAloud = Row.Line.ReadAloud };
        return Page();
    }

    public async Task<IActionResult> OnPostGrantAsync([Bind(Prefix = nameof(Grant))] GrantInput grant, CancellationToken cancel)
    {
        Grant = grant;
        if (!ModelState.IsValid) return await LookAsync(cancel) ? this.ShowAgain() : NotFound();
        return After(await invigilate.GrantAsync(At, SeatId, grant.ExtraMinutes!.Value, grant.ReadAloud, cancel), "已批准。", "已经开考，不能再改。要多给时间，用“延时”。");
    }

    public async Task<IActionResult> OnPostExtendAsync([Bind(Prefix = nameof(Input))] ExtensionInput input, CancellationToken cancel)
    {
        Input = input;
        if (!ModelState.IsValid) return await LookAsync(cancel) ? this.ShowAgain() : NotFound();
        return After(await invigilate.ExtendAsync(At with { Once = input.Once }, SeatId, input.Minutes!.Value, input.Reason.Trim(), cancel), $"已延长 {input.Minutes} 分钟。", "没有在作答，或时间已到，不能延时。");
    }

    public async Task<IActionResult> OnPostHandInAsync(CancellationToken cancel) => After(await invigilate.HandInAsync(At, SeatId, cancel), "已代交卷。", "没有在作答，不用交卷。");

    public async Task<IActionResult> OnPostSendAwayAsync(CancellationToken cancel) =>
        After(await invigilate.SendAwayAsync(At, SeatId, cancel), "已请出考场。本人来了，重新输入考场码。", "已经开考。要停下，请代交卷。");

    private IActionResult After(RoomOutcome? outcome, string done, string notNow)
    {
        if (outcome is not { } known) return NotFound();
        if (known is RoomOutcome.Done) Status = done;
        else Problem = Texts.Of(known, notNow);
        return RedirectToPage("Show", new { id = Id });
    }

    private async Task<bool> LookAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var organization = Organization;
        if (await db.ExamRooms.AsNoTracking().SingleOrDefaultAsync(r => r.Id == Id && r.OrganizationId == organization, cancel) is not { } room) return false;
        if ((await db.SeatsAsync(room, cancel)).FirstOrDefault(s => s.Id == SeatId) is not { } seat) return false;
        (RoomName, Row) = (room.Name, await SeatRow.OfAsync(seat, papers, now, cancel));
        return true;
    }

    public sealed class GrantInput
    {
        [Required(ErrorMessage = "填加几分钟，不加填 0。")]
        [Range(0, ExamSeat.MostExtraMinutes, ErrorMessage = "加 0 到 60 分钟。")]
        [Display(Name = "加几分钟")]
        public int? ExtraMinutes { get; set; }

        [Display(Name = "题目可以朗读")]
        public bool ReadAloud { get; set; }
    }
}
