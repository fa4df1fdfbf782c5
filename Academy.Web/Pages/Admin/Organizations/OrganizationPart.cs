using Academy.Web.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Academy.Web.Pages.Admin.Organizations;

/// <summary>A page that adds something to one Organization.</summary>
public abstract class OrganizationPart(AcademyDbContext db) : AdminPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public string SignName { get; private set; } = "";

    protected AcademyDbContext Db => db;

    public virtual async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await FindAsync(cancel) ? Page() : NotFound();

    /// <returns>False where there is no such Organization.</returns>
    protected async Task<bool> FindAsync(CancellationToken cancel)
    {
        SignName = await db.Organizations.Where(o => o.Id == Id).Select(o => o.SignName).SingleOrDefaultAsync(cancel) ?? "";
        return SignName.Length > 0;
    }

    protected async Task<IActionResult> SaveAsync(string status, CancellationToken cancel)
    {
        await db.SaveChangesAsync(cancel);
        Status = status;
        return RedirectToPage("Show", new { Id });
    }
}
