using System.ComponentModel.DataAnnotations;
using Academy.Domain.Organizations;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Admin.Organizations;

public sealed class Appoint(AcademyDbContext db, AppointOfficer appoint, ActivationSlips slips, PersonalData personalData, TimeProvider clock) : OrganizationPart(db)
{
    /// <summary>The roles an Organization has to give, and what they are for.</summary>
    public static IReadOnlyList<(Role Role, string Hint)> Roles { get; } =
    [
        (Role.SafetyManager, "添加人员、派发培训、签字，看全单位的档案"),
        (Role.Head, "只看一页本单位的数字，不能改"),
        (Role.TeamLeader, "看本班组谁能上岗，帮组员重新登录"),
    ];

    [BindProperty]
    public AppointInput Input { get; set; } = new();

    public IReadOnlyList<Choice> Departments { get; private set; } = [];

    public override async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await OfferAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await OfferAsync(cancel)) return NotFound();
        if (!ModelState.IsValid) return this.ShowAgain();
        var department = Input.Role is Role.TeamLeader ? Input.DepartmentId : null;
        switch (await appoint.RunAsync(Input.Role!.Value, Id, department, Input.ToAppointee(personalData), User.PersonId, cancel))
        {
            case AppointOutcome.Appointed(var user):
                return await PrintAsync(slips, user, clock.GetUtcNow(), $"/admin/organizations/{Id}", cancel);
            case AppointOutcome.NotFound:
                return NotFound();
            case var refusal:
                var (field, message) = AppointeeInput.Explain(refusal);
                ModelState.AddModelError($"Input.{field}", message);
                return this.ShowAgain();
        }
    }

    private async Task<bool> OfferAsync(CancellationToken cancel)
    {
        Departments = await Db.DepartmentsAsync(Id, cancel);
        return await FindAsync(cancel);
    }

    public sealed class AppointInput : AppointeeInput, IValidatableObject
    {
        [Required(ErrorMessage = "选角色。")]
        [AllowedValues(Domain.Organizations.Role.SafetyManager, Domain.Organizations.Role.Head, Domain.Organizations.Role.TeamLeader, ErrorMessage = "选角色。")]
        public Role? Role { get; set; }

        [Display(Name = "带哪个部门或班组")]
        public Guid? DepartmentId { get; set; }

        [Display(Name = "工号")]
        [StringLength(32, ErrorMessage = "工号最多 32 位。")]
        public string? StaffNumber { get; set; }

        private bool IsColleague => !string.IsNullOrWhiteSpace(StaffNumber);

        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Role is Domain.Organizations.Role.TeamLeader && DepartmentId is null) yield return new ValidationResult("班组长要选带哪个部门。", [nameof(DepartmentId)]);
            if (IsColleague) yield break;
            if (string.IsNullOrWhiteSpace(Name)) yield return new ValidationResult("填姓名；已在册的人填上面的工号。", [nameof(Name)]);
            if (string.IsNullOrWhiteSpace(UserName)) yield return new ValidationResult("填用户名。", [nameof(UserName)]);
        }

        internal Appointee ToAppointee(PersonalData data) => IsColleague ? new Appointee.Colleague(StaffNumber!.Trim()) : ToNewcomer(data);
    }
}
