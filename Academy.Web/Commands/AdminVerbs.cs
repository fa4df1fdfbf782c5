using System.CommandLine;
using System.Text;
using Academy.Web.Identity;

namespace Academy.Web.Commands;

internal static class AdminVerbs
{
    public static Command Of(Shell shell)
    {
        var user = new Option<string?>("--user-name") { Description = "What the administrator signs in with; asked for when not given." };
        var name = new Option<string?>("--name") { Description = "The administrator's name; asked for when not given." };
        var create = new Command("create", "Makes an administrator. The password is asked for, or read from standard input.") { user, name };
        create.SetAction((parsed, cancel) => shell.WriteAsync(services => CreateAsync(shell, services, parsed.GetValue(user), parsed.GetValue(name), cancel), cancel));
        return new Command("admin", "Administrators.") { create };
    }

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
