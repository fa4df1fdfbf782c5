using Academy.Domain;
using Academy.Web.Data;
using Academy.Web.Data.Queries;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Manage.People;

/// <summary>Corrects what was recorded of somebody who works here.</summary>
public sealed class Edit(AcademyDbContext db, Releases releases, CorrectPerson correct, ChangePositions positions, PersonalData personalData, TimeProvider clock) : ManagePage
{
    [BindProperty]
    public CorrectedPerson Input { get; set; } = new();

    public Guid Id { get; private set; }
    public WorkRecord Work { get; private set; } = null!;

    /// <summary>Name and phone are for an Administrator to change.</summary>
    public bool IsShared { get; private set; }

    public bool IsMyself => Id == User.PersonId;

    /// <summary>The last digits of the kept phone number, so that a manager recognises it; null without one.</summary>
    public string? PhoneEnd => Work.Phone is { } phone ? personalData.DecryptPhone(phone)[^4..] : null;

    public IReadOnlyList<Choice> Venues { get; private set; } = [];
    public IReadOnlyList<Choice> Departments { get; private set; } = [];
    public IReadOnlyList<(int Number, string Name)> Held { get; private set; } = [];

    /// <summary>Positions that could be taken.</summary>
    public IReadOnlyList<PositionChoice> Others { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (!await OfferAsync(id, cancel)) return NotFound();
        Input = new CorrectedPerson { Name = Work.Name, Kind = Work.Kind, Employer = Work.Employer, VenueId = Work.VenueId, DepartmentId = Work.DepartmentId };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await OfferAsync(id, cancel)) return NotFound();
        if (IsMyself) ModelState.AddModelError("", "不能更正自己的资料，请另一位安全管理员办。");
        if (!ModelState.IsValid) return this.ShowAgain();
        var identity = new CorrectedIdentity(Input.CleanName, Input.Seal(personalData), Input.ForgetsPhone);
        switch (await correct.RunAsync(id, Organization, identity, new CorrectedWork(Input.CleanEmployer, Input.Kind, Input.VenueId!.Value, Input.DepartmentId!.Value), User.PersonId, cancel))
        {
            case CorrectOutcome.Corrected:
                Status = "已保存。";
                return RedirectToPage("Show", new { id });
            case CorrectOutcome.PhoneOfAnother:
                ModelState.AddModelError("Input.Phone", "这个手机号登记在另一个人名下。核对手机号；确实是本人的，请系统管理员查。");
                return this.ShowAgain();
            case CorrectOutcome.Shared:
                ModelState.AddModelError("Input.Name", "他同时在别的单位工作，或者有别的角色。姓名和手机号请系统管理员改。");
                return this.ShowAgain();
            default:
                return NotFound();
        }
    }

    public async Task<IActionResult> OnPostEndPositionAsync(Guid id, int position, CancellationToken cancel)
    {
        if (!await positions.EndAsync(id, Organization, position, User.PersonId, cancel)) return NotFound();
        Status = "岗位已结束：没完成的培训已关闭，这个岗位的合格证已暂停。";
        return RedirectToPage(new { id });
    }

    public async Task<IActionResult> OnPostTakePositionAsync(Guid id, int position, CancellationToken cancel)
    {
        if (await positions.TakeAsync(id, Organization, position, User.PersonId, cancel) is not { } assigned) return NotFound();
        Status = assigned ? "已加岗位，培训已派发。" : "已加岗位，没有新派发培训：培训已经在进行，证还有效，或者课程还没齐。";
        return RedirectToPage(new { id });
    }

    private async Task<bool> OfferAsync(Guid id, CancellationToken cancel)
    {
        var today = clock.GetUtcNow().Day();
        if (await db.WorkRecordAsync(Organization, id, today, cancel) is not { } work) return false;
        (Id, Work) = (id, work);
        IsShared = await db.IsSharedAsync(id, Organization, today, cancel);
        Venues = await db.VenuesAsync(Organization, cancel);
        Departments = await db.DepartmentsAsync(Organization, cancel);
        Held = await db.PositionsHeldAsync(Organization, id, today, cancel);
        var held = Held.Select(p => p.Number).ToHashSet();
        Others = [.. (await db.PositionChoicesAsync(Organization, (await releases.InForceAsync(cancel)).Curriculum, cancel)).Where(p => !held.Contains(p.Number)).OrderByDescending(p => p.IsAssignable)];
        return true;
    }

    public sealed class CorrectedPerson : PersonInput
    {
        public bool ForgetsPhone { get; set; }
    }
}
