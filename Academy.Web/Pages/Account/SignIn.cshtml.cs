using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Academy.Domain;
using Academy.Web.Data.Seeds;
using Academy.Web.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Academy.Web.Pages.Account;

public sealed class SignInModel(Accounts accounts, Devices devices, DemoAccounts demo, IHostEnvironment environment, TimeProvider clock) : PageModel
{
    /// <summary>Said to who has the right secret, or a good slip, and no current engagement or role.</summary>
    internal const string NotCurrent = "这个账号现在不能用：用工已结束，或账号已停用。请找单位的安全管理员。";

    /// <summary>Said, with 503, to who would have to wait too long for a turn.</summary>
    internal const string Busy = "现在同时登录的人太多。请等几秒，再点一次；密码要重新填，别的都还在。";

    /// <summary>Seconds after which a turn is likely.</summary>
    internal const string BusyFor = "5";

    [BindProperty]
    public Form Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>Somebody else than the owner of this phone.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Other { get; set; }

    /// <summary>Whose phone it is, when that person has a PIN on it.</summary>
    public string? PinOwner { get; private set; }

    public IReadOnlyList<DemoAccount> Demo => environment.IsDevelopment() ? demo.All : [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (User.Identity is { IsAuthenticated: true }) return LocalRedirect(Target);
        PinOwner = Other ? null : await devices.PinOwnerAsync(HttpContext);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        PinOwner = Input.UserName is null ? await devices.PinOwnerAsync(HttpContext) : null;
        if (PinOwner is null && Input.UserName is null) ModelState.AddModelError("Input.UserName", "请填工号、手机号或用户名。");
        if (!ModelState.IsValid) return Answer(StatusCodes.Status400BadRequest);

        switch (await accounts.SignInAsync(HttpContext, Input.UserName ?? "", Input.Password))
        {
            case SignInOutcome.Welcome:
                return LocalRedirect(Target);
            case SignInOutcome.TryLater(var until):
                Response.Headers.RetryAfter = Math.Ceiling((until - clock.GetUtcNow()).TotalSeconds).ToString(CultureInfo.InvariantCulture);
                ModelState.AddModelError("", $"试错次数太多，请在 {until.ToOffset(BeijingTime.Offset):HH:mm} 后再试。着急的话，请班组长或安全管理员给你一张新的激活单。");
                return Answer(StatusCodes.Status429TooManyRequests);
            case SignInOutcome.Busy:
                Response.Headers.RetryAfter = BusyFor;
                ModelState.AddModelError("", Busy);
                return Answer(StatusCodes.Status503ServiceUnavailable);
            case SignInOutcome.NotCurrent:
                ModelState.AddModelError("", NotCurrent);
                return Answer(StatusCodes.Status403Forbidden);
            default:
                ModelState.AddModelError("", PinOwner is null ? "账号或密码不对，请再试一次。" : "PIN 不对，请再试一次。");
                return Answer(StatusCodes.Status400BadRequest);
        }
    }

    private string Target => Url.IsLocalUrl(ReturnUrl) ? ReturnUrl! : "/";

    private PageResult Answer(int status) => new() { StatusCode = status };

    public sealed class Form
    {
        [Display(Name = "工号、手机号或用户名")]
        [StringLength(128, ErrorMessage = "太长了，请检查。")]
        public string? UserName { get; set; }

        [Display(Name = "密码")]
        [Required(ErrorMessage = "请填密码。")]
        [StringLength(PasswordRules.Longest, ErrorMessage = "太长了，请检查。")]
        public string Password { get; set; } = "";
    }
}
