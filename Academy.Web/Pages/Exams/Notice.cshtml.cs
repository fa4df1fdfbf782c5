using System.Text;
using Academy.Domain.Exams;
using Academy.Web.Components;
using Academy.Web.Data;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Exams;

/// <summary>考前须知; of a supervised exam also the way into the room.</summary>
public sealed class NoticeModel(AcademyDbContext db, Releases releases, AcademySettings settings, EnterRoom enter, WrongRoomCodes wrongCodes, TimeProvider clock) : PageModel
{
    [FromRoute] public Guid Id { get; set; }

    public ExamNotice Exam { get; private set; } = null!;
    public bool IsSupervised => Exam.Mode is ExamMode.Supervised;

    /// <summary>The room's code as it was typed, or as the QR code on the wall has it.</summary>
    public string? Code { get; private set; }

    public string? Error { get; private set; }

    /// <summary>What an invigilator's act would change.</summary>
    public string Seen { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(string? room, CancellationToken cancel)
    {
        Code = room;
        return await LookAsync(cancel) ? Page() : NotFound();
    }

    /// <summary>Asked every few seconds by everybody who waits, so without the whole file: 204 when the page is to be read again.</summary>
    public async Task<IActionResult> OnGetEntryAsync(string seen, CancellationToken cancel) =>
        StatusCode(await SeenAsync(cancel) == seen ? StatusCodes.Status304NotModified : StatusCodes.Status204NoContent);

    public async Task<IActionResult> OnPostEnterAsync(string? code, CancellationToken cancel)
    {
        // Full-width digits as Chinese keyboards give them.
        Code = (code ?? "").Trim().Normalize(NormalizationForm.FormKC);
        using var attempt = await wrongCodes.TakeAsync(User.PersonId.ToString(), cancel);
        if (attempt.BlockedUntil is { } until) return await RefuseAsync($"错的次数太多。{Texts.Clock(until)} 以后再试，或请监考人把你加进考场。", cancel);
        switch (await enter.ByCodeAsync(Id, User.PersonId, Code, cancel))
        {
            case EnterOutcome.Entered:
                return this.SeeOther($"/exams/{Id}");
            case EnterOutcome.WrongCode:
                attempt.Fail();
                return await RefuseAsync("考场码不对，或已经换了新码。看一眼考场里现在的 6 位数字。", cancel);
            case EnterOutcome.NotNow:
                return await RefuseAsync("现在不能进这个考场：这场考试不用监考、已经开考，或你是这里的监考人。", cancel);
            default:
                return NotFound();
        }
    }

    private async Task<IActionResult> RefuseAsync(string error, CancellationToken cancel)
    {
        Error = error;
        return await LookAsync(cancel) ? this.ShowAgain() : NotFound();
    }

    private async Task<bool> LookAsync(CancellationToken cancel)
    {
        if (await ExamNotice.OfAsync(Id, User.PersonId, db, releases, settings, clock.GetUtcNow(), cancel) is not { } exam) return false;
        (Exam, Seen) = (exam, await SeenAsync(cancel));
        return true;
    }

    private async Task<string> SeenAsync(CancellationToken cancel)
    {
        var (person, now) = (User.PersonId, clock.GetUtcNow());
        var found = await (from s in db.ExamSeats where s.AssignmentId == Id && s.PersonId == person && s.EndedAt == null join r in db.ExamRooms on s.RoomId equals r.Id select new { Seat = s, Room = r }).AsNoTracking().SingleOrDefaultAsync(cancel);
        return found switch { null => nameof(Admission.None), { Seat.AttemptId: not null } => "Begun", _ => found.Seat.AdmissionTo(found.Room, now).ToString() };
    }
}
