using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace Academy.Web.Identity;

/// <summary>What the framework says of what people type, in the words of the interface.</summary>
internal static class ChineseWords
{
    /// <summary>Of fields that cannot be read.</summary>
    public static void ApplyTo(DefaultModelBindingMessageProvider words)
    {
        words.SetAttemptedValueIsInvalidAccessor((value, field) => $"“{value}”不能填在{field}里，请检查。");
        words.SetMissingBindRequiredValueAccessor(field => $"请填{field}。");
        words.SetMissingKeyOrValueAccessor(() => "请填这一项。");
        words.SetMissingRequestBodyRequiredValueAccessor(() => "提交的内容是空的，请填好再提交。");
        words.SetNonPropertyAttemptedValueIsInvalidAccessor(value => $"“{value}”不能填在这里，请检查。");
        words.SetNonPropertyUnknownValueIsInvalidAccessor(() => "填的内容看不懂，请检查。");
        words.SetNonPropertyValueMustBeANumberAccessor(() => "请填数字。");
        words.SetUnknownValueIsInvalidAccessor(field => $"{field}填的内容看不懂，请检查。");
        words.SetValueIsInvalidAccessor(value => $"“{value}”不能填在这里，请检查。");
        words.SetValueMustBeANumberAccessor(field => $"{field}要填数字。");
        words.SetValueMustNotBeNullAccessor(_ => "请填这一项。");
    }

    /// <summary>Of accounts that cannot be made or changed.</summary>
    public sealed class Accounts : IdentityErrorDescriber
    {
        public override IdentityError DefaultError() => Say(nameof(DefaultError), "没有办成，请再试一次。");
        public override IdentityError ConcurrencyFailure() => Say(nameof(ConcurrencyFailure), "这个账号刚刚被别人改过，请重新打开再改。");
        public override IdentityError PasswordMismatch() => Say(nameof(PasswordMismatch), "密码不对，请再试一次。");
        public override IdentityError InvalidToken() => Say(nameof(InvalidToken), "验证码不对或过期了，请重新获取。");
        public override IdentityError RecoveryCodeRedemptionFailed() => Say(nameof(RecoveryCodeRedemptionFailed), "恢复码不对或用过了，请换一个。");
        public override IdentityError LoginAlreadyAssociated() => Say(nameof(LoginAlreadyAssociated), "这种登录方式已经有人用了。");
        public override IdentityError InvalidUserName(string? userName) => Say(nameof(InvalidUserName), $"用户名“{userName}”不能用：只能用英文字母、数字和 - . _ @ +。");
        public override IdentityError InvalidEmail(string? email) => Say(nameof(InvalidEmail), $"邮箱“{email}”不对，请检查。");
        public override IdentityError DuplicateUserName(string userName) => Say(nameof(DuplicateUserName), $"用户名“{userName}”已经有人用了，请换一个。");
        public override IdentityError DuplicateEmail(string email) => Say(nameof(DuplicateEmail), $"邮箱“{email}”已经有人用了，请换一个。");
        public override IdentityError InvalidRoleName(string? role) => Say(nameof(InvalidRoleName), $"没有“{role}”这个角色。");
        public override IdentityError DuplicateRoleName(string role) => Say(nameof(DuplicateRoleName), $"角色“{role}”已经有了。");
        public override IdentityError UserAlreadyHasPassword() => Say(nameof(UserAlreadyHasPassword), "这个账号已经有密码了。");
        public override IdentityError UserLockoutNotEnabled() => Say(nameof(UserLockoutNotEnabled), "这个账号不能锁定。");
        public override IdentityError UserAlreadyInRole(string role) => Say(nameof(UserAlreadyInRole), $"这个账号已经是“{role}”。");
        public override IdentityError UserNotInRole(string role) => Say(nameof(UserNotInRole), $"这个账号不是“{role}”。");
        public override IdentityError PasswordTooShort(int length) => Say(nameof(PasswordTooShort), $"密码至少 {length} 个字符，可以用一句话。");
        public override IdentityError PasswordRequiresUniqueChars(int uniqueChars) => Say(nameof(PasswordRequiresUniqueChars), $"密码里至少要有 {uniqueChars} 个不同的字符。");
        public override IdentityError PasswordRequiresNonAlphanumeric() => Say(nameof(PasswordRequiresNonAlphanumeric), "密码里要有一个符号。");
        public override IdentityError PasswordRequiresDigit() => Say(nameof(PasswordRequiresDigit), "密码里要有一个数字。");
        public override IdentityError PasswordRequiresLower() => Say(nameof(PasswordRequiresLower), "密码里要有一个小写字母。");
        public override IdentityError PasswordRequiresUpper() => Say(nameof(PasswordRequiresUpper), "密码里要有一个大写字母。");

        private static IdentityError Say(string code, string words) => new() { Code = code, Description = words };
    }
}
