using System.Security.Cryptography;
using Academy.Web.Identity;
using Academy.Web.Signing;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace Academy.Web.Tests.Identity;

public sealed class RuleTests
{
    [Theory]
    [InlineData("000000")]
    [InlineData("123456")]
    [InlineData("654321")]
    [InlineData("890123")]
    [InlineData("121212")]
    [InlineData("357357")]
    [InlineData("520131")]
    [InlineData("27491")]
    [InlineData("2749133")]
    [InlineData("２７４９１３")]
    public void A_PIN_that_is_guessed_first_is_refused(string pin) => Assert.NotNull(Pin.WhyWeak(pin));

    [Theory]
    [InlineData("274913")]
    [InlineData("830162")]
    [InlineData("112234")]
    public void Any_other_PIN_will_do(string pin) => Assert.Null(Pin.WhyWeak(pin));

    [Theory]
    [InlineData("longer than ten", "wang", true, true)]
    [InlineData("ninechars", "wang", true, false)]
    [InlineData("ninechars", "wang", false, true)]
    [InlineData("sevench", "wang", false, false)]
    [InlineData("aaaaaaaabbb", "wang", false, false)]
    [InlineData("my name is Wang", "wang", false, false)]
    public void Length_makes_a_password(string password, string userName, bool isStaff, bool good) =>
        Assert.Equal(good, PasswordRules.WhyWeak(password, userName, isStaff) is null);

    [Fact]
    public void Personal_data_opens_under_its_own_secret_and_label_only()
    {
        var data = Of("a-secret-of-the-tests-and-of-nobody-else");
        var box = data.EncryptPhone("138 0000-1024");

        Assert.Equal("13800001024", data.DecryptPhone(box));
        Assert.NotEqual(box, data.EncryptPhone("13800001024"));
        Assert.ThrowsAny<CryptographicException>(() => data.DecryptIdNumber(box));
        Assert.ThrowsAny<CryptographicException>(() => Of("another-secret-of-the-tests-and-nobody-else").DecryptPhone(box));
    }

    [Fact]
    public void Every_spelling_of_a_number_has_one_hash_and_every_kind_its_own()
    {
        var data = Of("a-secret-of-the-tests-and-of-nobody-else");

        Assert.Equal(data.HashPhone("13800001024"), data.HashPhone("+86 １３８-0000-1024"));
        Assert.NotEqual(data.HashPhone("13800001024"), data.HashPhone("13800001025"));
        Assert.Equal(data.HashIdNumber("11010519491231002x"), data.HashIdNumber("110105 19491231 002X"));
        Assert.NotEqual(data.HashPhone("13800001024"), data.HashIdNumber("13800001024"));
        Assert.NotEqual(data.HashPhone("13800001024"), Of("another-secret-of-the-tests-and-nobody-else").HashPhone("13800001024"));
    }

    [Fact]
    public void Failures_block_until_the_oldest_has_left_the_window()
    {
        var clock = new TestClock();
        var failures = new FailureWindow(2, TimeSpan.FromMinutes(10), clock);
        failures.Count("a");
        clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Null(failures.BlockedUntil("a"));
        failures.Count("a");

        Assert.Equal(clock.Now.AddMinutes(6), failures.BlockedUntil("a"));
        Assert.Null(failures.BlockedUntil("b"));
        clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Null(failures.BlockedUntil("a"));
    }

    [Fact]
    public async Task Tries_at_once_get_no_further_than_one_after_the_other_and_successes_let_the_next_in()
    {
        var failures = new FailureWindow(2, TimeSpan.FromMinutes(10), new TestClock());
        var first = await failures.TakeAsync("a", CancellationToken.None);
        var second = await failures.TakeAsync("a", CancellationToken.None);
        var third = failures.TakeAsync("a", CancellationToken.None);
        var fourth = failures.TakeAsync("a", CancellationToken.None);
        Assert.False(third.IsCompleted || fourth.IsCompleted);

        first.Dispose();
        using var next = await await Task.WhenAny(third, fourth);
        Assert.Null(next.BlockedUntil);
        Assert.False(third.IsCompleted && fourth.IsCompleted);
        second.Fail();
        second.Dispose();
        next.Fail();
        next.Dispose();

        Assert.All(await Task.WhenAll(third, fourth), t => Assert.Equal(t != next, t.BlockedUntil is not null));
        Assert.NotNull((await failures.TakeAsync("a", CancellationToken.None)).BlockedUntil);
        Assert.Null((await failures.TakeAsync("b", CancellationToken.None)).BlockedUntil);
    }

    [Theory]
    [InlineData("王小明 😀\n", true)]
    [InlineData("", true)]
    [InlineData("a\0", false)]
    [InlineData("\uFFFE", false)]
    [InlineData("\uFFFF", false)]
    public void Text_is_what_can_be_normalized_and_kept(string text, bool isFit) => Assert.Equal(isFit, RefuseUnfitText.IsFit(text));

    [Fact]
    public void Half_a_surrogate_pair_is_no_text() => Assert.All(["\uD83D", "\uDE00", "a\uDE00\uD83D"], (string t) => Assert.False(RefuseUnfitText.IsFit(t)));

    [Fact]
    public void The_framework_speaks_Chinese()
    {
        var words = new DefaultModelBindingMessageProvider();
        ChineseWords.ApplyTo(words);
        var said = new List<string>
        {
            words.AttemptedValueIsInvalidAccessor("甲", "乙"), words.MissingBindRequiredValueAccessor("乙"), words.MissingKeyOrValueAccessor(), words.MissingRequestBodyRequiredValueAccessor(), words.NonPropertyAttemptedValueIsInvalidAccessor("甲"),
            words.NonPropertyUnknownValueIsInvalidAccessor(), words.NonPropertyValueMustBeANumberAccessor(), words.UnknownValueIsInvalidAccessor("乙"), words.ValueIsInvalidAccessor("甲"), words.ValueMustBeANumberAccessor("乙"), words.ValueMustNotBeNullAccessor(""),
        };
        var errors = new ChineseWords.Accounts();
        var methods = typeof(IdentityErrorDescriber).GetMethods().Where(m => m.ReturnType == typeof(IdentityError)).ToList();
        Assert.NotEmpty(methods);
        said.AddRange(methods.Select(m => ((IdentityError)m.Invoke(errors, [.. m.GetParameters().Select(a => a.ParameterType == typeof(int) ? (object)8 : "甲")])!).Description));

        Assert.All(said, s => Assert.DoesNotMatch("[a-zA-Z]{2,}", s));
    }

    private static PersonalData Of(string secret)
    {
        var root = new AcademySecret(secret);
        return new PersonalData(new SecretBox(root), root);
    }
}
