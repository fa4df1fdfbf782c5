using Academy.Domain;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Manage.People;

/// <summary>激活单: first who gets one, then the sheets to print. The codes live only in the manager's own sealed cookie until the browser closes.</summary>
public sealed class Slips(AcademyDbContext db, ActivationSlips slips, TimeProvider clock) : ManagePage
{
    /// <summary>As many sheets as one prints at a time; their codes fit a cookie.</summary>
    public const int AtMost = 30;

    /// <summary>Staff numbers.</summary>
    [BindProperty(SupportsGet = true)]
    public string[] N { get; set; } = [];

    public IReadOnlyList<SlipHolder> People { get; private set; } = [];
    public IReadOnlyList<IssuedSlip> Issued { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        if (N.Length == 0) Issued = await slips.FindIssuedAsync(TempData.KeptCodes(), User.PersonId, cancel);
        Response.Headers.CacheControl = "no-store";
        People = await FindAsync(cancel);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var people = (await FindAsync(cancel)).Where(p => p.MayPrint).ToList();
        if (people.Count == 0 || people.Count > AtMost) return RedirectToPage(new { N });
        var issued = new List<IssuedSlip>();
        foreach (var person in people) issued.Add(await slips.IssueAsync(person.UserId, User.PersonId, now, cancel));
        TempData.Keep(issued);
        return RedirectToPage(new { n = (string?)null });
    }

    private async Task<IReadOnlyList<SlipHolder>> FindAsync(CancellationToken cancel) =>
        N.Length == 0 ? [] : await db.SlipHoldersAsync(Organization, N, clock.GetUtcNow().Day(), cancel);
}
