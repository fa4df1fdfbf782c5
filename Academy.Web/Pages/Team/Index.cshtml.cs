using Academy.Domain;
using Academy.Domain.Courses;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Team;

/// <summary>班组长 at the shift's start: who of the own department may work, and a new way in for who lost theirs.</summary>
public sealed class Index(AcademyDbContext db, Releases releases, ActivationSlips slips, AcademySettings settings, TimeProvider clock) : PageModel
{
    public DateOnly Today { get; private set; }
    public string Department { get; private set; } = "";

    /// <summary>Who cannot work comes first. A leader resets nobody who sees other people's data or works elsewhere too: whoever issues a slip can take the account over.</summary>
    public IReadOnlyList<(RollEntry Entry, bool MayReset)> Members { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await FindAsync(clock.GetUtcNow().Day(), cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostResetAsync(string number, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (!await FindAsync(now.Day(), cancel) || Members.FirstOrDefault(m => m.MayReset && m.Entry.StaffNumber == number).Entry is not { } member) return NotFound();
        var user = await db.Users.Where(u => u.PersonId == member.PersonId).Select(u => u.Id).SingleAsync(cancel);
        TempData.Keep([await slips.IssueAsync(user, User.PersonId, now, cancel)]);
        return RedirectToPage("Slip");
    }

    /// <returns>False for a leader whose department is not there.</returns>
    private async Task<bool> FindAsync(DateOnly today, CancellationToken cancel)
    {
        Today = today;
        if (User.OrganizationId is not { } organization || User.DepartmentId is not { } department) return false;
        if (await db.Departments.Where(d => d.Id == department && d.OrganizationId == organization).Select(d => d.Name).SingleOrDefaultAsync(cancel) is not { } name) return false;
        Department = name;
        var curriculum = (await releases.FindInForceAsync(cancel))?.Curriculum ?? new Curriculum([], [], [], [], [], [], []);
        var team = (await db.RollAsync(organization, curriculum, settings.Defaults.SeasonDays, today, cancel)).Where(e => e.DepartmentId == department).ToList();
        var holders = (await db.SlipHoldersAsync(organization, [.. team.Select(e => e.StaffNumber)], today, cancel)).Where(h => h.MayPrint).Select(h => h.PersonId).ToHashSet();
        Members = [.. team.OrderByDescending(e => e.IsMissing).Select(e => (e, holders.Contains(e.PersonId)))];
        return true;
    }
}
