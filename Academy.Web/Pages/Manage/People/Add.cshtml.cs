using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Academy.Domain.Organizations;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Manage.People;

public sealed partial class Add(AcademyDbContext db, Releases releases, EngagePerson engage, PersonalData personalData) : ManagePage
{
    [BindProperty]
    public NewPerson Input { get; set; } = new();

    public IReadOnlyList<Choice> Venues { get; private set; } = [];
    public IReadOnlyList<Choice> Departments { get; private set; } = [];
    public IReadOnlyList<PositionChoice> Positions { get; private set; } = [];
    public IReadOnlyList<EngageOutcome.Former> Namesakes { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancel) => OfferAsync(cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (ModelState.IsValid)
        {
            var outcome = await engage.RunAsync(Organization, Input.ToNewcomer(Seal(Input.Phone)), User.PersonId, cancel);
            if (outcome is EngageOutcome.NotOurs) return NotFound();
            if (outcome is EngageOutcome.Engaged engaged) return Welcome(engaged);
            Explain(outcome);
        }

        await OfferAsync(cancel);
        return this.ShowAgain();
    }

    private RedirectToPageResult Welcome(EngageOutcome.Engaged engaged)
    {
        Status = engaged.Untrained.Count == 0
            ? $"已添加{Input.Name}，岗前培训已派发。下一步：打印激活单。"
            : $"已添加{Input.Name}。有岗位的课程还没齐，那一份培训暂时没有派发。下一步：打印激活单。";
        return RedirectToPage("Show", new { id = engaged.PersonId });
    }

    private void Explain(EngageOutcome outcome)
    {
        var (field, message) = outcome switch
        {
            EngageOutcome.StaffNumberTaken taken => (nameof(Input.StaffNumber), $"这个工号已经给了{taken.Name}，工号不重复使用。换一个。"),
            EngageOutcome.WorksHere here => (nameof(Input.Phone), $"这个人已经在册，工号 {here.StaffNumber}。到人员里查他的档案，不用再添加。"),
            EngageOutcome.PhoneOfAnother => (nameof(Input.Phone), "这个手机号登记在另一个姓名下。核对姓名和手机号，或先不填手机号。"),
            _ => (nameof(Input.Namesake), "本单位有同名的人离岗。选一下是不是同一个人：补训和考试记录跟着人走。"),
        };
        if (outcome is EngageOutcome.NamesakesLeft left) Namesakes = left.People;
        ModelState.AddModelError($"{nameof(Input)}.{field}", message);
    }

    private SealedPhone? Seal(string? phone) =>
        string.IsNullOrWhiteSpace(phone) ? null : new SealedPhone(personalData.EncryptPhone(phone), personalData.HashPhone(phone));

    private async Task OfferAsync(CancellationToken cancel)
    {
        Venues = await db.VenuesAsync(Organization, cancel);
        Departments = await db.DepartmentsAsync(Organization, cancel);
        Positions = await db.PositionChoicesAsync(Organization, (await releases.InForceAsync(cancel)).Curriculum, cancel);
    }

    public sealed class NewPerson
    {
        [Required(ErrorMessage = "填姓名。"), StringLength(60, ErrorMessage = "姓名最多 60 个字。")]
        [Display(Name = "姓名")]
        public string Name { get; set; } = "";

        [Required(ErrorMessage = "填工号。"), RegularExpression(@"[A-Za-z0-9-]{1,20}", ErrorMessage = "工号用字母、数字或短横线，最多 20 位。")]
        [Display(Name = "工号")]
        public string StaffNumber { get; set; } = "";

        [RegularExpression(@"\s*(\+?86)?\s*1\d{2}[\s-]?\d{4}[\s-]?\d{4}\s*", ErrorMessage = "手机号是 11 位，例如 13800138000。没有可以不填。")]
        [Display(Name = "手机号（可不填）")]
        public string? Phone { get; set; }

        [EnumDataType(typeof(EngagementKind), ErrorMessage = "选用工形式。")]
        [Display(Name = "用工形式")]
        public EngagementKind Kind { get; set; }

        [StringLength(100, ErrorMessage = "用人单位最多 100 个字。")]
        [Display(Name = "用人单位（可不填）")]
        public string? Employer { get; set; }

        [Required(ErrorMessage = "选场所。")]
        [Display(Name = "场所")]
        public Guid? VenueId { get; set; }

        [Required(ErrorMessage = "选部门或班组。")]
        [Display(Name = "部门或班组")]
        public Guid? DepartmentId { get; set; }

        [Display(Name = "岗位"), MinLength(1, ErrorMessage = "至少选一个岗位。")]
        public int[] Positions { get; set; } = [];

        [Display(Name = "是不是同一个人")]
        public Guid? Namesake { get; set; }

        internal Newcomer ToNewcomer(SealedPhone? phone) => new(
            Blanks().Replace(Name.Trim(), " "), StaffNumber, string.IsNullOrWhiteSpace(Employer) ? null : Employer.Trim(), Kind, VenueId!.Value, DepartmentId!.Value, Positions, phone, Namesake);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
