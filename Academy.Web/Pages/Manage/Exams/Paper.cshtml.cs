using System.ComponentModel.DataAnnotations;
using Academy.Domain;
using Academy.Domain.Exams;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Manage.Exams;

/// <summary>出纸质试卷: where, who invigilates, and who sits.</summary>
public sealed class Paper(AcademyDbContext db, Releases releases, PrintPapers papers, TimeProvider clock) : ManagePage
{
    /// <summary>Only names, numbers, departments and exams that hold this.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>Everybody shown is ticked.</summary>
    [BindProperty(SupportsGet = true)]
    public bool All { get; set; }

    [BindProperty]
    public NewPapers Input { get; set; } = new();

    public Guid Me => User.PersonId;
    public IReadOnlyList<(DuePaper Due, string Title)> People { get; private set; } = [];
    public IReadOnlyList<PaperRefusal> Refused { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancel) => LookAsync(cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var number = Input.Invigilator?.Trim();
        var invigilator = string.IsNullOrEmpty(number) ? User.PersonId : await db.ColleagueAsync(Organization, number, clock.GetUtcNow().Day(), cancel);
        if (invigilator is null) ModelState.AddModelError("Input.Invigilator", $"没有工号是 {number} 的在岗人员。检查工号，或留空由你自己监考。");
        if (Input.Chosen.Length is 0) ModelState.AddModelError("Input.Chosen", "还没选人。至少勾一个人。");
        if (Input.Chosen.Length > PaperSession.MostSheets) ModelState.AddModelError("Input.Chosen", $"一场最多 {PaperSession.MostSheets} 人，现在勾了 {Input.Chosen.Length} 人。分两场出。");
        if (ModelState.IsValid)
        {
            switch (await papers.OpenAsync(Input.Once, Organization, Input.Place.Trim(), invigilator!.Value, Input.Chosen, User.PersonId, cancel))
            {
                case { Count: 0 }:
                    Status = "试卷出好了，每人一份。";
                    return this.SeeOther($"/paper-exams/{Input.Once}");
                case { } refused:
                    Refused = refused;
                    break;
                case null:
                    ModelState.AddModelError("Input.Chosen", "同一个人一场只能考一份，选的人也要是本单位的。重新选。");
                    break;
            }
        }

        await LookAsync(cancel);
        return this.ShowAgain();
    }

    private async Task LookAsync(CancellationToken cancel)
    {
        var rows = new List<(DuePaper, string)>();
        foreach (var due in await db.DuePapersAsync(Organization, clock.GetUtcNow().Day(), cancel))
        {
            var title = await db.TitleOfAsync(due.Assignment, releases, cancel);
            if (string.IsNullOrWhiteSpace(Q) || $"{due.Name} {due.StaffNumber} {due.Department} {title}".Contains(Q.Trim(), StringComparison.OrdinalIgnoreCase)) rows.Add((due, title));
        }

        People = rows;
    }

    public sealed class NewPapers
    {
        /// <summary>Made with the page: what is sent twice is one session.</summary>
        public Guid Once { get; set; } = Guid.CreateVersion7();

        [Required(ErrorMessage = "填在哪里考，例如：食堂二楼。"), StringLength(100, ErrorMessage = "最多 100 个字。")]
        [Display(Name = "在哪里考")]
        public string Place { get; set; } = "";

        [StringLength(32, ErrorMessage = "最多 32 个字。")]
        [Display(Name = "监考人工号")]
        public string? Invigilator { get; set; }

        /// <summary>Assignments.</summary>
        public Guid[] Chosen { get; set; } = [];
    }
}
