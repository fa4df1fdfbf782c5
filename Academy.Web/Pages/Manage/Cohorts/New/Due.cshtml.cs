using Academy.Domain;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Manage.Cohorts.New;

public sealed class Due(AcademyDbContext db, Releases releases, TimeProvider clock) : ManagePage
{
    /// <summary>What is proposed, in days; not a legal term.</summary>
    private const int Proposed = 14;

    [BindProperty(SupportsGet = true, Name = "")]
    public Draft Draft { get; set; } = new();

    public DateOnly Today { get; private set; }
    public PositionChoice Position { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        Today = clock.GetUtcNow().Day();
        if (await db.AssignablePositionAsync(Organization, Draft.Position, (await releases.InForceAsync(cancel)).Curriculum, cancel) is not { } position) return NotFound();
        if (Draft.N.Length is 0 or > Draft.AtMost)
        {
            Problem = Draft.N.Length == 0 ? "还没选人。至少勾一个人。" : $"一期最多 {Draft.AtMost} 人，现在勾了 {Draft.N.Length} 人。分两期开。";
            return RedirectToPage("People", new { position = position.Number });
        }

        Position = position;
        Draft.DueOn ??= Today.AddDays(Proposed);
        Draft.Name ??= $"{position.Name}（{Today:yyyy-MM} 期）";
        return Page();
    }
}
