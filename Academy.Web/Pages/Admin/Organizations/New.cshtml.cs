using System.ComponentModel.DataAnnotations;
using Academy.Web.Identity;
using Academy.Web.Operations;
using Microsoft.AspNetCore.Mvc;

namespace Academy.Web.Pages.Admin.Organizations;

public sealed class New(OpenOrganization open) : AdminPage
{
    [BindProperty]
    public NewInput Input { get; set; } = new();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return this.ShowAgain();
        if (await open.RunAsync(Input.ToOrganization(), User.PersonId, cancel) is not { } id)
        {
            ModelState.AddModelError("Input.Code", "这个代码已经给了别的单位。换一个。");
            return this.ShowAgain();
        }

        Status = $"已新建{Input.SignName.Trim()}。下一步：加场所和部门，再任命安全管理员。";
        return RedirectToPage("Show", new { id });
    }

    public sealed class NewInput : OrganizationInput
    {
        [Display(Name = "代码")]
        [Required(ErrorMessage = "填代码。"), RegularExpression("[a-z0-9]{3,12}", ErrorMessage = "代码用小写字母和数字，3 到 12 位。")]
        public string Code { get; set; } = "";

        internal NewOrganization ToOrganization() => new(Code, ToFacts());
    }
}
