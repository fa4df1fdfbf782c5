using System.ComponentModel.DataAnnotations;
using Academy.Domain;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Inspect.Units;

/// <summary>Finds a unit among those that are assigned.</summary>
public sealed class Index(AcademyDbContext db, TimeProvider clock) : InspectPage
{
    [BindProperty(SupportsGet = true)]
    [StringLength(60)]
    public string? Q { get; set; }

    public IReadOnlyList<UnitLine> Units { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Q = Q?.Trim() is { Length: > 0 } text ? text : null;
        Units = await db.FindUnitsAsync(Eye, Q ?? "", clock.GetUtcNow().Day(), cancel);
    }
}
