using Academy.Domain;
using Academy.Web.Content;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Admin.Content;

/// <summary>Releases, and the way to the next one.</summary>
public sealed class Index(AcademyDbContext db, PublishContent publish, AcademySettings settings, TimeProvider clock) : AdminPage
{
    private const int Shown = 20;

    public IReadOnlyList<ReleaseLine> Releases { get; private set; } = [];

    /// <summary>What the checker said; null while nobody asked it.</summary>
    public IReadOnlyList<ContentProblem>? Problems { get; private set; }

    public bool IsFolderMissing => !Directory.Exists(settings.Content);

    public async Task OnGetAsync(bool check, CancellationToken cancel)
    {
        if (check && !IsFolderMissing) Problems = ContentChecker.Check(ContentFiles.Read(settings.Content, settings.ExamBank), clock.GetUtcNow().Day()).Problems;
        Releases = await db.ReleasesAsync(Shown, cancel);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (IsFolderMissing) return RedirectToPage();
        var outcome = await publish.RunAsync(User.PersonId, cancel);
        if (outcome.ReleaseId is { } release)
        {
            Status = outcome.IsNew ? $"已发布第 {release} 版。" : $"内容没有变化，还用第 {release} 版。";
            return RedirectToPage();
        }

        Problems = outcome.Problems;
        Releases = await db.ReleasesAsync(Shown, cancel);
        return this.ShowAgain();
    }
}
