using Academy.Domain;
using Academy.Domain.Organizations;
using Academy.Web.Data;
using Microsoft.AspNetCore.Identity;

namespace Academy.Web.Identity;

/// <summary>Makes an Administrator from the command line: there is no default password anywhere.</summary>
public sealed class FirstAdministrator(AcademyDbContext db, UserManager<AcademyUser> users, TimeProvider clock)
{
    /// <returns>What is wrong with the input, in Chinese; empty when the account was made.</returns>
    public async Task<IReadOnlyList<string>> CreateAsync(string userName, string name, string password, CancellationToken cancel)
    {
        userName = userName.Trim();
        if (!Accounts.IsUserName(userName)) return ["用户名不能像手机号，也不能有斜线或全角字符：登录时会当成别的，登录不进来。换一个，例如 admin。"];
        if (string.IsNullOrWhiteSpace(name) || name.Length > 60) return ["姓名要 1 到 60 个字。"];
        if (PasswordRules.WhyWeak(password, userName, isStaff: true) is { } weak) return [weak];

        var now = clock.GetUtcNow();
        var person = new Person(Guid.CreateVersion7(now), name.Trim());
        return await db.WriteAsync<IReadOnlyList<string>>(
            async c =>
            {
                db.People.Add(person);
                db.RoleGrants.Add(new RoleGrant(Guid.CreateVersion7(now), person.Id, Role.Administrator, null, null, now.Day(), null, null));
                db.AuditEntries.Add(new AuditEntry(Guid.CreateVersion7(now), null, null, "administrator.created", person.Id, null, null, now));

                // The account is refused before anything is saved, so that nothing is left behind.
                var result = await users.CreateAsync(new AcademyUser { Id = Guid.CreateVersion7(now), PersonId = person.Id, UserName = userName }, password);
                return [.. result.Errors.Select(e => e.Description)];
            },
            cancel);
    }
}

/// <summary>Length against guessing, nothing about capitals and signs.</summary>
public static class PasswordRules
{
    public const int Shortest = 8;
    public const int ShortestOfStaff = 10;
    public const int Longest = 128;

    /// <returns>Why it will not do, in the words of the interface; null when it will.</returns>
    public static string? WhyWeak(string password, string userName, bool isStaff)
    {
        var least = isStaff ? ShortestOfStaff : Shortest;
        if (password.Length < least) return $"密码至少 {least} 个字符，可以用一句话。";
        if (password.Length > Longest) return $"密码最多 {Longest} 个字符。";
        if (password.Distinct().Count() < 4) return "重复的字符太多，太容易猜。换一个。";
        return userName.Length >= 3 && password.Contains(userName, StringComparison.OrdinalIgnoreCase) ? "密码里不要有用户名。" : null;
    }
}
