using System.ComponentModel.DataAnnotations;
using Academy.Domain;
using Academy.Domain.Organizations;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Admin.Inspectors;

public sealed class Index(AcademyDbContext db, AppointOfficer appoint, ActivationSlips slips, PersonalData personalData, TimeProvider clock) : AdminPage
{
    private const string Here = "/admin/inspectors";

    [BindProperty]
    public InspectorInput Input { get; set; } = new();

    public IReadOnlyList<OfficerLine> Inspectors { get; private set; } = [];

    /// <summary>Assignments that count today, by the inspector's role grant.</summary>
    public IReadOnlyDictionary<Guid, int> Scopes { get; private set; } = new Dictionary<Guid, int>();

    public Task OnGetAsync(CancellationToken cancel) => ListAsync(cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        await ListAsync(cancel);
        if (!ModelState.IsValid) return this.ShowAgain();
        var outcome = await appoint.RunAsync(Role.Inspector, null, null, Input.ToNewcomer(personalData), User.PersonId, cancel);
        if (outcome is AppointOutcome.Appointed appointed) return await PrintAsync(slips, appointed.UserId, clock.GetUtcNow(), Here, cancel);
        var (field, message) = AppointeeInput.Explain(outcome);
        ModelState.AddModelError($"Input.{field}", message);
        return this.ShowAgain();
    }

    public async Task<IActionResult> OnPostSlipAsync(Guid user, CancellationToken cancel)
    {
        await ListAsync(cancel);
        return Inspectors.Any(i => i.UserId == user) ? await PrintAsync(slips, user, clock.GetUtcNow(), Here, cancel) : NotFound();
    }

    public async Task<IActionResult> OnPostEndAsync(Guid grant, CancellationToken cancel)
    {
        await ListAsync(cancel);
        if (Inspectors.All(i => i.GrantId != grant) || !await appoint.EndAsync(grant, null, User.PersonId, cancel)) return NotFound();
        Status = "角色已收回，一分钟内生效。";
        return RedirectToPage();
    }

    private async Task ListAsync(CancellationToken cancel)
    {
        var today = clock.GetUtcNow().Day();
        Inspectors = await db.OfficersAsync(null, today, cancel);
        Scopes = await db.AssignmentCountsAsync(today, cancel);
    }

    public sealed class InspectorInput : AppointeeInput, IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (string.IsNullOrWhiteSpace(Name)) yield return new ValidationResult("填姓名。", [nameof(Name)]);
            if (string.IsNullOrWhiteSpace(UserName)) yield return new ValidationResult("填用户名。", [nameof(UserName)]);
        }
    }
}
