using System.ComponentModel.DataAnnotations;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Manage.People;

public sealed class Add(AcademyDbContext db, Releases releases, EngagePerson engage, PersonalData personalData) : ManagePage
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
            var outcome = await engage.RunAsync(Organization, Input.ToNewcomer(personalData), User.PersonId, cancel);
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

    private async Task OfferAsync(CancellationToken cancel)
    {
        Venues = await db.VenuesAsync(Organization, cancel);
        Departments = await db.DepartmentsAsync(Organization, cancel);
        Positions = await db.PositionChoicesAsync(Organization, (await releases.InForceAsync(cancel)).Curriculum, cancel);
    }

    public sealed class NewPerson : PersonInput
    {
        [Required(ErrorMessage = "填工号。"), RegularExpression(@"[A-Za-z0-9-]{1,20}", ErrorMessage = "工号用字母、数字或短横线，最多 20 位。")]
        [Display(Name = "工号")]
        public string StaffNumber { get; set; } = "";

        [Display(Name = "岗位"), MinLength(1, ErrorMessage = "至少选一个岗位。")]
        public int[] Positions { get; set; } = [];

        [Display(Name = "是不是同一个人")]
        public Guid? Namesake { get; set; }

        internal Newcomer ToNewcomer(PersonalData data) => new(CleanName, StaffNumber, CleanEmployer, Kind, VenueId!.Value, DepartmentId!.Value, Positions, Seal(data), Namesake);
    }
}
