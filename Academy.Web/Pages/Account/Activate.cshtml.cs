using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Academy.Domain;
using Academy.Web.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Academy.Web.Pages.Account;

/// <summary>From a slip to an account in four steps: code, name, privacy notice, PIN or password.</summary>
public sealed class ActivateModel(ActivationSlips slips, SecretHashing hashing, SourceFailures sources, Devices devices, Sessions sessions, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    [StringLength(32)]
    public string? Code { get; set; }

    [BindProperty(SupportsGet = true)]
    public Step At { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();

    public FoundSlip? Slip { get; private set; }

    public async Task<IActionResult> OnGetAsync() => Code is null ? Page() : await FindAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        At = Step.Secret;
        if (await FindAsync() is { } refusal) return refusal;
        if (!Input.Agreed) ModelState.AddModelError("Input.Agreed", "同意后才能激活。");
        var takesPin = Input.Kind is SecretKind.Pin && !Slip!.NeedsPassword;
        if (WhyNot(takesPin) is var (field, reason)) ModelState.AddModelError(field, reason);
        if (!ModelState.IsValid) return Answer(StatusCodes.Status400BadRequest);

        // Hashed before the transaction: nothing slow under the lock.
        if (await HashAsync(takesPin ? Input.Pin! : Input.Password!) is not { } hash)
        {
            Response.Headers.RetryAfter = SignInModel.BusyFor;
            ModelState.AddModelError("", SignInModel.Busy);
            return Answer(StatusCodes.Status503ServiceUnavailable);
        }

        var now = clock.GetUtcNow();
        var (device, token) = Devices.Make(Slip!.UserId, takesPin ? hash : "", HttpContext, now);
        if (await slips.UseAsync(Slip, takesPin ? null : hash, device, SourceFailures.Of(HttpContext), HttpContext.RequestAborted) is not { } user)
        {
            return Refuse("这张激活单刚刚被用过了。不是你用的，请马上告诉班组长。", StatusCodes.Status409Conflict);
        }

        devices.HandOver(HttpContext, token, now);
        return await sessions.BeginAsync(HttpContext, user, device) ? LocalRedirect("/") : RedirectToPage("SignIn");
    }

    /// <returns>Null when too many are before.</returns>
    private async Task<string?> HashAsync(string secret)
    {
        using var turn = await hashing.EnterAsync(HttpContext.RequestAborted);
        return turn is null ? null : await hashing.HashAsync(secret, HttpContext.RequestAborted);
    }

    /// <summary>Looks the code up; a refused one counts against its source.</summary>
    /// <returns>The answer when it will not do.</returns>
    private async Task<IActionResult?> FindAsync()
    {
        using var look = await sources.TakeAsync(SourceFailures.Of(HttpContext), HttpContext.RequestAborted);
        if (look.BlockedUntil is { } until)
        {
            Response.Headers.RetryAfter = Math.Ceiling((until - clock.GetUtcNow()).TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return Refuse($"试错次数太多，请在 {until.ToOffset(BeijingTime.Offset):HH:mm} 后再试。", StatusCodes.Status429TooManyRequests);
        }

        var found = Code is { Length: <= 32 } code ? await slips.FindAsync(code, HttpContext.RequestAborted) : null;
        switch (found?.State)
        {
            case SlipState.Usable:
                Slip = found;
                return null;
            case SlipState.Expired:
                return Refuse("这张激活单过期了。请班组长或安全管理员再打一张。", StatusCodes.Status410Gone);
            case SlipState.Used:
                return Refuse("这张激活单已经用过，每张只能用一次。忘了密码或换了手机，请班组长再打一张。", StatusCodes.Status410Gone);
            case SlipState.NotCurrent:
                return Refuse(SignInModel.NotCurrent, StatusCodes.Status403Forbidden);
            default:
                look.Fail();
                return Refuse("没有这个激活码。请对照激活单再输一次；拿过新单的，旧单就作废了。", StatusCodes.Status404NotFound);
        }
    }

    private (string Field, string Reason)? WhyNot(bool takesPin)
    {
        if (takesPin)
        {
            if (Pin.WhyWeak(Input.Pin ?? "") is { } weakPin) return ("Input.Pin", weakPin);
            return Input.Pin == Input.PinAgain ? null : ("Input.PinAgain", "两次输入不一样。");
        }

        if (PasswordRules.WhyWeak(Input.Password ?? "", Slip!.UserName, Slip.NeedsPassword) is { } weak) return ("Input.Password", weak);
        return Input.Password == Input.PasswordAgain ? null : ("Input.PasswordAgain", "两次输入不一样。");
    }

    private PageResult Refuse(string reason, int status)
    {
        (Slip, At) = (null, Step.Name);
        ModelState.AddModelError("", reason);
        return Answer(status);
    }

    private PageResult Answer(int status) => new() { StatusCode = status };

    public enum Step
    {
        Name,
        Notice,
        Secret,
    }

    public enum SecretKind
    {
        Pin,
        Password,
    }

    public sealed class Form
    {
        public bool Agreed { get; set; }

        public SecretKind Kind { get; set; }

        [Display(Name = "6 位 PIN")]
        public string? Pin { get; set; }

        [Display(Name = "再输一次 PIN")]
        public string? PinAgain { get; set; }

        [Display(Name = "密码")]
        public string? Password { get; set; }

        [Display(Name = "再输一次密码")]
        public string? PasswordAgain { get; set; }
    }
}
