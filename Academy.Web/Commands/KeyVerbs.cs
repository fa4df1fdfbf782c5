using System.CommandLine;
using System.Security.Cryptography;
using Academy.Web.Data;
using Academy.Web.Operations;
using Academy.Web.Signing;

namespace Academy.Web.Commands;

internal static class KeyVerbs
{
    private const string RootLabel = "PRIVATE KEY";

    public static Command Of(Shell shell)
    {
        var init = new Command("init", "Makes the first signing keys and the first trust bundle.");
        init.SetAction((_, cancel) => shell.WriteAsync(services => InitAsync(shell, services, cancel), cancel));
        var list = new Command("list", "Lists the signing keys, the root's fingerprint and how the trust bundle stands to them.");
        list.SetAction((_, cancel) => shell.ReadAsync(services => ListAsync(shell, services, cancel), cancel));

        var rotateRoot = Root();
        var rotate = new Command("rotate", "Makes the keys that sign next, 30 days ahead, and destroys those that are over.") { rotateRoot };
        rotate.SetAction((parsed, cancel) => shell.WriteAsync(services => RotateAsync(shell, services, parsed.GetValue(rotateRoot), cancel), cancel));

        var purpose = new Argument<KeyPurpose>("PURPOSE") { Description = "issuer, live, statuslist or badge." };
        purpose.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var said }] && Enum.TryParse<KeyPurpose>(said, ignoreCase: true, out var meant) && meant is KeyPurpose.Root) result.AddError("A root cannot be condemned: every verifier has pinned it. Begin a new deployment.");
        });
        var kid = new Argument<byte>("KID") { Description = "Its number, as 'keys list' shows it." };
        var condemnRoot = Root();
        var condemn = new Command("condemn", "A key is in other hands: it signs no more, and what it signed counts only where it is on record.") { purpose, kid, condemnRoot };
        condemn.SetAction((parsed, cancel) => shell.WriteAsync(
            services => CondemnAsync(shell, services, parsed.GetRequiredValue(purpose), parsed.GetRequiredValue(kid), parsed.GetValue(condemnRoot), cancel), cancel));

        var bundleRoot = Root();
        var bundle = new Command("bundle", "Signs the trust bundle anew, so that verifiers without signal learn of the keys as they are now.") { bundleRoot };
        bundle.SetAction((parsed, cancel) => shell.WriteAsync(services => BundleAsync(shell, services, parsed.GetValue(bundleRoot), cancel), cancel));
        return new Command("keys", "Signing keys.") { init, list, rotate, condemn, bundle };
    }

    private static Option<string?> Root() => new("--root") { Description = "File with the root's private part as 'keys init' printed it; - reads it from standard input." };

    private static async Task<int> InitAsync(Shell shell, IServiceProvider services, CancellationToken cancel)
    {
        var demo = services.GetRequiredService<IHostEnvironment>().IsDevelopment();
        if (await services.GetRequiredService<CreateKeys>().RunAsync(demo, cancel) is not { } root) return await shell.SayAsync("There are keys already; nothing was made.", CommandLine.InputHasErrors);
        if (!demo)
        {
            await shell.Output.WriteLineAsync("The root key's private part follows once and is kept nowhere. Keep it off this machine.");
            await shell.Output.WriteLineAsync(PemEncoding.WriteString(RootLabel, root));
        }

        CryptographicOperations.ZeroMemory(root);
        return await ListAsync(shell, services, cancel);
    }

    private static Task<int> RotateAsync(Shell shell, IServiceProvider services, string? file, CancellationToken cancel) => WithRootAsync(shell, file, async root =>
    {
        if (await services.GetRequiredService<RotateKeys>().RunAsync(root, cancel) is not { } made) return await NoKeysAsync(shell);
        if (made.Count == 0) await shell.Output.WriteLineAsync("The next keys are waiting already; none was made.");
        return await ListAsync(shell, services, cancel);
    });

    private static Task<int> CondemnAsync(Shell shell, IServiceProvider services, KeyPurpose purpose, byte kid, string? file, CancellationToken cancel) => WithRootAsync(shell, file, async root =>
        await services.GetRequiredService<CondemnKey>().RunAsync(purpose, kid, root, cancel) switch
        {
            CondemnOutcome.Unknown => await shell.SayAsync($"There is no {purpose} key {kid}; see 'academy keys list'.", CommandLine.InputHasErrors),
            CondemnOutcome.Already => await shell.SayAsync($"{purpose} key {kid} was condemned before.", CommandLine.InputHasErrors),
            _ => await ListAsync(shell, services, cancel),
        });

    private static Task<int> BundleAsync(Shell shell, IServiceProvider services, string? file, CancellationToken cancel) => WithRootAsync(shell, file, async root =>
    {
        if (await services.GetRequiredService<SignTrustBundle>().RunAsync(root, cancel) is not null) return await ListAsync(shell, services, cancel);
        if (root is not null) return await NoKeysAsync(shell);
        return await shell.SayAsync("The root's private part is not on this machine; give it with --root FILE.", CommandLine.InputHasErrors);
    });

    private static Task<int> NoKeysAsync(Shell shell) => shell.SayAsync("There are no keys yet; run 'academy keys init'.", CommandLine.InputHasErrors);

    /// <summary>Reads the root's private part, where one is given, and wipes it afterwards.</summary>
    private static async Task<int> WithRootAsync(Shell shell, string? file, Func<byte[]?, Task<int>> act)
    {
        if (file is null) return await act(null);
        if (file is not "-" && !File.Exists(file)) return await shell.SayAsync($"{file} is not there.", CommandLine.InputHasErrors);
        var pem = file is "-" ? await shell.Input.ReadToEndAsync() : await File.ReadAllTextAsync(file);
        if (!PemEncoding.TryFind(pem, out var found) || pem[found.Label] is not RootLabel) return await shell.SayAsync($"That is no root key: a PEM text with {RootLabel} is wanted, as 'academy keys init' printed it.", CommandLine.InputHasErrors);
        var root = Convert.FromBase64String(pem[found.Base64Data]);
        try
        {
            return await act(root);
        }
        catch (CryptographicException)
        {
            return await shell.SayAsync("That is not the private part of this deployment's root key; nothing was done.", CommandLine.InputHasErrors);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(root);
        }
    }

    private static async Task<int> ListAsync(Shell shell, IServiceProvider services, CancellationToken cancel)
    {
        var ring = await services.GetRequiredService<IKeyStore>().ReadAsync(cancel);
        foreach (var key in ring.Keys)
        {
            await shell.Output.WriteLineAsync($"{key.Purpose,-10} {key.Kid,3}  {key.From:O} – {key.To:O}  {key.State}{(key.SealedPrivateKey is null ? ", public part only" : "")}{(key.IsDemo ? ", demo" : "")}");
        }

        foreach (var root in ring.Keys.Where(k => k.Purpose is KeyPurpose.Root)) await shell.Output.WriteLineAsync($"Fingerprint of root {root.Kid}: {TrustBundle.FingerprintOf(root)}");
        var bundle = await services.GetRequiredService<AcademyDbContext>().NewestTrustBundleAsync(cancel);
        return await shell.SayAsync(bundle.StandingTo(ring, services.GetRequiredService<AcademySettings>().PublicHost) switch
        {
            TrustStanding.Current => $"Trust bundle {bundle!.Sequence} of {bundle.IssuedAt:u} knows these keys.",
            TrustStanding.Missing => "There is no trust bundle: nobody can verify without signal. Run 'academy keys bundle --root FILE'.",
            TrustStanding.OtherHost => $"Trust bundle {bundle!.Sequence} was signed for {bundle.Host}. Run 'academy keys bundle --root FILE'.",
            _ => $"Trust bundle {bundle!.Sequence} of {bundle.IssuedAt:u} does not know these keys as they are. Run 'academy keys bundle --root FILE'.",
        });
    }
}
