using Academy.Domain;
using Academy.Domain.Organizations;
using Academy.Web.Data;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages;

/// <summary>首页: may I work today, why, and the one next step.</summary>
public sealed class IndexModel(AcademyDbContext db, Releases releases, AcademySettings settings, TimeProvider clock) : PageModel
{
    public string Name { get; private set; } = "";
    public DateOnly Today { get; private set; }
    public IReadOnlyList<Today> Positions { get; private set; } = [];

    /// <summary>Says so where waits were shortened, as Development does.</summary>
    public string? Waits { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!User.Is(Role.Employee))
        {
            if (User.Is(Role.SafetyManager)) return Redirect("/manage");
            if (User.Is(Role.Head)) return Redirect("/head");
            if (User.Is(Role.TeamLeader)) return Redirect("/team");
            if (User.Is(Role.Inspector)) return Redirect("/inspect");
            if (User.Is(Role.Administrator)) return Redirect("/admin");
        }

        if (await PersonalFile.LoadAsync(db, releases, settings.Defaults, User.PersonId, cancel) is not { } file) return NotFound();
        var now = clock.GetUtcNow();
        (Name, Today) = (file.Person.Name, now.Day());
        if (settings.Defaults.WaitFrontLineFirst <= TimeSpan.FromMinutes(1)) Waits = "演示环境：补训等候和每节最少学习时间都缩短为 1 分钟。";
        var names = await db.Positions.ToDictionaryAsync(p => p.Number, p => p.Name, cancel);
        Positions = [.. file.Engagements.Where(e => e.IsCurrent(Today)).SelectMany(e => e.Positions.Where(p => e.Holds(p.Position, Today)).Select(p => Pages.Today.Of(file, e, p.Position, names[p.Position], now)))];
        return Page();
    }
}
