using System.CommandLine;
using System.Text;
using Academy.Domain;
using Academy.Web.Identity;
using Academy.Web.Operations;

namespace Academy.Web.Commands;

internal static class AdminVerbs
{
    public static Command Of(Shell shell)
    {
        var user = new Option<string?>("--user-name") { Description = "What the administrator signs in with; asked for when not given." };
        var name = new Option<string?>("--name") { Description = "The administrator's name; asked for when not given." };
        var create = new Command("create", "Makes an administrator. The password is asked for, or read from standard input.") { user, name };
        create.SetAction((parsed, cancel) => shell.WriteAsync(services => CreateAsync(shell, services, parsed.GetValue(user), parsed.GetValue(name), cancel), cancel));

        var resetUser = User();
        var reset = new Command("reset", "Prints an activation slip with which somebody who cannot sign in sets a new password.") { resetUser };
        reset.SetAction((parsed, cancel) => shell.WriteAsync(services => ResetAsync(shell, services, parsed.GetRequiredValue(resetUser), cancel), cancel));
        var endUser = User();
        var end = new Command("end", "Takes an administrator's role back; the last one's stays.") { endUser };
        end.SetAction((parsed, cancel) => shell.WriteAsync(services => EndAsync(shell, services, parsed.GetRequiredValue(endUser), cancel), cancel));
        return new Command("admin", "Administrators, and accounts that nobody else can help.") { create, reset, end };
    }

    private static Argument<string> User() => new("USER") { Description = "What they sign in with: user name, phone, or organization-code/number." };

    private static async Task<int> ResetAsync(Shell shell, IServiceProvider services, string user, CancellationToken cancel)
    {
        if (await services.GetRequiredService<Accounts>().FindAsync(user, cancel) is not { } account) return await shell.SayAsync(Unknown(user), CommandLine.InputHasErrors);
        var slip = await services.GetRequiredService<ActivationSlips>().IssueAsync(account.Id, null, services.GetRequiredService<TimeProvider>().GetUtcNow(), cancel);
        await shell.SayAsync($"{slip.Name}（{account.UserName}）的激活码：{slip.Code}");
        await shell.SayAsync($"打开 {slip.Address} 设新密码。只能用一次，有效到 {slip.ExpiresAt.ToOffset(BeijingTime.Offset):yyyy-MM-dd HH:mm}。");
        return CommandLine.Done;
    }

    private static async Task<int> EndAsync(Shell shell, IServiceProvider services, string user, CancellationToken cancel)
    {
        if (await services.GetRequiredService<Accounts>().FindAsync(user, cancel) is not { } account) return await shell.SayAsync(Unknown(user), CommandLine.InputHasErrors);
        return await services.GetRequiredService<AppointOfficer>().EndAdministratorAsync(account.PersonId, null, cancel) switch
        {
            EndAdministratorOutcome.Ended => await shell.SayAsync($"已收回 {account.UserName} 的系统管理员。"),
            EndAdministratorOutcome.LastOne => await shell.SayAsync($"{account.UserName} 是最后一个系统管理员，收不回。先用 academy admin create 新建一个。", CommandLine.InputHasErrors),
            _ => await shell.SayAsync($"{account.UserName} 不是系统管理员。", CommandLine.InputHasErrors),
        };
    }

    private static string Unknown(string user) => $"没有账号 {user}。";

    private static async Task<int> CreateAsync(Shell shell, IServiceProvider services, string? user, string? name, CancellationToken cancel)
    {
        user ??= await AskAsync(shell, "用户名：", cancel);
        name ??= await AskAsync(shell, "姓名：", cancel);

        // Never an option: other users of the machine can read a process's arguments.
        var password = Console.IsInputRedirected || shell.Input != Console.In ? await shell.Input.ReadLineAsync(cancel) ?? "" : AskUnseen(shell, "密码：");
        var problems = await services.GetRequiredService<FirstAdministrator>().CreateAsync(user, name, password, cancel);
        foreach (var problem in problems) await shell.Error.WriteLineAsync(problem);
        return problems.Count > 0 ? CommandLine.InputHasErrors : await shell.SayAsync($"已建立系统管理员 {user}。");
    }

    private static async Task<string> AskAsync(Shell shell, string question, CancellationToken cancel)
    {
        await shell.Output.WriteAsync(question);
        return await shell.Input.ReadLineAsync(cancel) ?? "";
    }

    private static string AskUnseen(Shell shell, string question)
    {
        shell.Output.Write(question);
        var typed = new StringBuilder();
        for (var key = Console.ReadKey(intercept: true); key.Key is not ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key is not ConsoleKey.Backspace) typed.Append(key.KeyChar);
            else if (typed.Length > 0) typed.Length--;
        }

        shell.Output.WriteLine();
        return typed.ToString();
    }
}
