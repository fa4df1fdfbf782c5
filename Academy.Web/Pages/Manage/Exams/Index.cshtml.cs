using System.ComponentModel.DataAnnotations;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Manage.Exams;

/// <summary>考场: those that were opened, who is expected, and a form for the next.</summary>
public sealed class Index(AcademyDbContext db, InvigilateExam invigilate, TimeProvider clock) : ManagePage
{
    [BindProperty]
    public NewRoom Input { get; set; } = new();

    public IReadOnlyList<RoomLine> Rooms { get; private set; } = [];
    public IReadOnlyList<ExpectedLine> Expected { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancel) => LookAsync(cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (ModelState.IsValid) return RedirectToPage("Show", new { id = await invigilate.OpenAsync(Organization, Input.Name.Trim(), Input.StartsTogether, User.PersonId, cancel) });
        await LookAsync(cancel);
        return this.ShowAgain();
    }

    private async Task LookAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        (Rooms, Expected) = (await db.RoomsAsync(Organization, now, cancel), await db.ExpectedAsync(Organization, now, cancel));
    }

    public sealed class NewRoom
    {
        [Required(ErrorMessage = "填在哪里考，例如：二楼会议室。"), StringLength(100, ErrorMessage = "最多 100 个字。")]
        [Display(Name = "在哪里考")]
        public string Name { get; set; } = "";

        [Display(Name = "等我宣布，全体一起开始")]
        public bool StartsTogether { get; set; }
    }
}
