using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Signing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Manage.Exams;

/// <summary>The room's code for the wall: as large as it goes, with a QR code that types it.</summary>
public sealed class Code(AcademyDbContext db, AcademySettings settings, TimeProvider clock) : ManagePage
{
    [FromRoute] public Guid Id { get; set; }

    public RoomCode Now { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await LookAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnGetDigitsAsync(CancellationToken cancel) => await LookAsync(cancel) ? this.Part("_Code", Now) : NotFound();

    /// <returns>False for what is no open room of the Organization.</returns>
    private async Task<bool> LookAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var organization = Organization;
        if (await db.ExamRooms.OpenAt(now).AsNoTracking().SingleOrDefaultAsync(r => r.Id == Id && r.OrganizationId == organization, cancel) is not { } room) return false;
        var code = room.Code(now);
        Now = new RoomCode(room.Id, room.Name, code, QrPicture.Svg($"{settings.PublicUrl.TrimEnd('/')}/exams?room={code}"));
        return true;
    }

    /// <param name="Picture">SVG.</param>
    public sealed record RoomCode(Guid RoomId, string Name, string Digits, string Picture);
}
