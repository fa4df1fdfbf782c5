using System.CommandLine;
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
        return new Command("keys", "Signing keys.") { init, list };
    }

    private static async Task<int> InitAsync(Shell shell, IServiceProvider services, CancellationToken cancel) =>
        await services.GetRequiredService<CreateKeys>().RunAsync(services.GetRequiredService<IHostEnvironment>().IsDevelopment(), cancel)
            ? await ListAsync(shell, services, cancel)
            : await shell.SayAsync("There are keys already; nothing was made.", CommandLine.InputHasErrors);

    private static async Task<int> ListAsync(Shell shell, IServiceProvider services, CancellationToken cancel)
    {
        foreach (var key in (await services.GetRequiredService<IKeyStore>().ReadAsync(cancel)).Keys)
        {
            await shell.Output.WriteLineAsync($"{key.Purpose,-10} {key.Kid,3}  {key.From:O} – {key.To:O}  {key.State}{(key.SealedPrivateKey is null ? ", public part only" : "")}{(key.IsDemo ? ", demo" : "")}");
        }

        return CommandLine.Done;
    }
}
