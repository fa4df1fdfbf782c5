using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Admin.Audit;

public sealed class Index(AcademyDbContext db) : AdminPage
{
    public const int PageSize = 50;

    /// <summary>One action, or all.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Act { get; set; }

    /// <summary>One Organization, or all.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Organization { get; set; }

    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;

    public IReadOnlyList<Choice> Organizations { get; private set; } = [];
    public IReadOnlyList<TrailLine> Rows { get; private set; } = [];
    public bool HasMore { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        P = Math.Clamp(P, 1, int.MaxValue / PageSize);
        Organizations = await db.Organizations.OrderBy(o => o.SignName).Select(o => new Choice(o.Id, o.SignName)).ToListAsync(cancel);
        var rows = await db.TrailAsync(string.IsNullOrEmpty(Act) ? null : Act, Organization, (P - 1) * PageSize, PageSize + 1, cancel);
        (Rows, HasMore) = ([.. rows.Take(PageSize)], rows.Count > PageSize);
    }
}
