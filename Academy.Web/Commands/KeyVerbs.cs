using System.CommandLine;
using System.Security.Cryptography;
using Academy.Web.Operations;
using Academy.Web.Signing;

namespace Academy.Web.Commands;

internal static class KeyVerbs
{
    public static Command Of(Shell shell)
    {
        var init = new Command("init", "Makes the first signing keys.");
        init.SetAction((_, cancel) => shell.WriteAsync(services => InitAsync(shell, services, cancel), cancel));
        var list = new Command("list", "Lists the signing keys.");
        list.SetAction((_, cancel) => shell.ReadAsync(services => ListAsync(shell, services, cancel), cancel));
        var rotate = new Command("rotate", "Makes the keys that sign next, 30 days ahead, and destroys those that are over.");
        rotate.SetAction((_, cancel) => shell.WriteAsync(services => RotateAsync(shell, services, cancel), cancel));
        return new Command("keys", "Signing keys.") { init, list, rotate };
    }

    private static async Task<int> InitAsync(Shell shell, IServiceProvider services, CancellationToken cancel)
    {
        var demo = services.GetRequiredService<IHostEnvironment>().IsDevelopment();
        if (await services.GetRequiredService<CreateKeys>().RunAsync(demo, cancel) is not { } root) return await shell.SayAsync("There are keys already; nothing was made.", CommandLine.InputHasErrors);
        await shell.Output.WriteLineAsync("The root key's private part follows once and is kept nowhere. Keep it off this machine.");
        await shell.Output.WriteLineAsync(PemEncoding.WriteString("PRIVATE KEY", root));
        CryptographicOperations.ZeroMemory(root);
        return await ListAsync(shell, services, cancel);
    }

    private static async Task<int> RotateAsync(Shell shell, IServiceProvider services, CancellationToken cancel)
    {
        if (await services.GetRequiredService<RotateKeys>().RunAsync(cancel) is not { } made) return await shell.SayAsync("There are no keys yet; run 'academy keys init'.", CommandLine.InputHasErrors);
        if (made.Count == 0) await shell.Output.WriteLineAsync("The next keys are waiting already; none was made.");
        return await ListAsync(shell, services, cancel);
    }

    private static async Task<int> ListAsync(Shell shell, IServiceProvider services, CancellationToken cancel)
    {
        foreach (var key in (await services.GetRequiredService<IKeyStore>().ReadAsync(cancel)).Keys)
        {
            await shell.Output.WriteLineAsync($"{key.Purpose,-10} {key.Kid,3}  {key.From:O} – {key.To:O}  {key.State}{(key.SealedPrivateKey is null ? ", public part only" : "")}{(key.IsDemo ? ", demo" : "")}");
        }

        return CommandLine.Done;
    }
}
