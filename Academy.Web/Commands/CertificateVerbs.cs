using System.CommandLine;
using System.IO.Compression;
using Academy.Domain.Certificates;
using Academy.Web.Operations;
using Academy.Web.Signing;

namespace Academy.Web.Commands;

internal static class CertificateVerbs
{
    private const string TrustFile = "trust.cose", NamesFile = "names.cose";

    /// <summary>Larger is no file of ours.</summary>
    private const long LargestFile = 4 << 20;

    public static Command Of(Shell shell)
    {
        var text = new Argument<string>("TEXT") { Description = "Text of the QR code, or its last part." };
        var offline = new Option<string?>("--offline") { Description = $"Verifies without a database: a folder or .zip with {TrustFile} and status lists, as they were downloaded." };
        var root = new Option<string?>("--root") { Description = "With --offline: fingerprint of the root key, as 'keys list' shows it; without it that of this machine's database." };
        var json = new Option<bool>("--json") { Description = "The result as JSON." };
        var verify = new Command("verify", "Verifies a certificate code against the database, or without one.") { text, offline, root, json };
        verify.SetAction((parsed, cancel) =>
        {
            var (said, asJson) = (parsed.GetRequiredValue(text), parsed.GetValue(json));
            if (parsed.GetValue(offline) is not { } bundle) return shell.ReadAsync(services => VerifyAsync(shell, services, said, asJson, cancel), cancel);
            return parsed.GetValue(root) is { } pinned
                ? shell.RunAsync(services => VerifyOfflineAsync(shell, services, said, bundle, pinned, asJson))
                : shell.ReadAsync(async services => await VerifyOfflineAsync(shell, services, said, bundle, await RootHereAsync(services, cancel), asJson), cancel);
        });
        return new Command("certificate", "Certificates.") { verify };
    }

    private static async Task<int> VerifyAsync(Shell shell, IServiceProvider services, string text, bool asJson, CancellationToken cancel)
    {
        var verified = await FindAsync(services, text, cancel);
        var (code, face) = (verified.Result.WireCode(), verified.Certificate);
        if (asJson) await shell.SayJsonAsync(new { result = code, face?.Number, name = face?.HolderName, position = face?.PositionName, organization = face?.OrganizationName, face?.IssuedOn, face?.ExpiresOn });
        else await shell.Output.WriteLineAsync(face is null ? code : $"{code}  {face.Number}  {face.HolderName}  {face.PositionName}  {face.OrganizationName}  {face.IssuedOn:O} – {face.ExpiresOn:O}");
        return verified.Result is VerificationResult.ValidStatic or VerificationResult.ValidLive ? CommandLine.Done : CommandLine.InputHasErrors;
    }

    private static async Task<Verified> FindAsync(IServiceProvider services, string text, CancellationToken cancel)
    {
        var verify = services.GetRequiredService<VerifyCertificate>();
        if (!text.Contains('/', StringComparison.Ordinal)) return await verify.ByTokenAsync(text, cancel);
        return CodeUrl.Split(text, services.GetRequiredService<AcademySettings>().CodeHosts) is var (kind, token)
            ? await verify.ByTokenAsync(kind, token, cancel)
            : new Verified(VerificationResult.NotOurs, null, services.GetRequiredService<TimeProvider>().GetUtcNow());
    }

    /// <summary>Says what the scanner says without signal.</summary>
    private static async Task<int> VerifyOfflineAsync(Shell shell, IServiceProvider services, string text, string bundle, string root, bool asJson)
    {
        var settings = services.GetRequiredService<AcademySettings>();
        if (!Directory.Exists(bundle) && !File.Exists(bundle)) return await shell.SayAsync($"{bundle} is not there.", CommandLine.InputHasErrors);
        Dictionary<string, byte[]> files;
        try
        {
            files = await ReadFilesAsync(bundle);
        }
        catch (InvalidDataException)
        {
            return await shell.SayAsync($"{bundle} is neither a folder nor a .zip.", CommandLine.InputHasErrors);
        }

        if (files.GetValueOrDefault(TrustFile) is not { } file) return await shell.SayAsync($"{bundle} holds no {TrustFile}.", CommandLine.InputHasErrors);
        if (TrustBundle.Read(file, settings.PublicHost, root) is not { } trust) return await shell.SayAsync($"{TrustFile} was not signed for {settings.PublicHost} by the root {root}; it is not believed.", CommandLine.InputHasErrors);

        var verifier = new OfflineVerifier(trust, settings.PublicUrl, settings.CodeHosts);
        foreach (var (name, bytes) in files.Where(f => f.Key is not (TrustFile or NamesFile)))
        {
            if (!verifier.Take(bytes)) await shell.Error.WriteLineAsync($"{name} is no status list of {settings.PublicHost} that trust bundle {trust.Sequence} allows; it is left out.");
        }

        var url = text.Contains('/', StringComparison.Ordinal) ? text : CodeUrl.For(new Uri(settings.PublicUrl), CodeKind.Static, text);
        var verdict = verifier.Verify(url, null, services.GetRequiredService<TimeProvider>().GetUtcNow());
        await SayAsync(shell, verdict, asJson);
        return verdict is { Result: VerificationResult.ValidStatic or VerificationResult.ValidLive, IsUnconfirmed: false } ? CommandLine.Done : CommandLine.InputHasErrors;
    }

    private static async Task SayAsync(Shell shell, OfflineVerdict verdict, bool asJson)
    {
        var (code, fields) = (verdict.Result.WireCode(), verdict.Code?.Fields);
        var number = fields is null ? null : new CertificateNumber(StatusIndex.ListOf(fields.LastDay), fields.Index).ToString();
        if (asJson)
        {
            await shell.SayJsonAsync(new
            {
                result = code, number, fields?.Name, fields?.Position, fields?.Organization, fields?.IssuedOn, expiresOn = fields?.LastDay,
                listAge = (long?)verdict.ListAge?.TotalSeconds, unconfirmed = verdict.IsUnconfirmed, clockWrong = verdict.IsClockWrong,
            });
            return;
        }

        await shell.Output.WriteLineAsync(fields is null ? code : $"{code}  {number}  {fields.Name}  position {fields.Position}  organization {fields.Organization}  {fields.IssuedOn:O} – {fields.LastDay:O}");
        if (fields is not null) await shell.Output.WriteLineAsync(verdict.ListAge is { } age ? $"Status list of {age.TotalHours:0.0} h ago.{(verdict.IsUnconfirmed ? " Too old to be sure." : "")}" : "No status list for it.");
        if (verdict.IsClockWrong) await shell.Error.WriteLineAsync("The clock of this machine is behind what was signed already: set it.");
    }

    private static async Task<string> RootHereAsync(IServiceProvider services, CancellationToken cancel) =>
        (await services.GetRequiredService<IKeyStore>().ReadAsync(cancel)).Keys.Where(k => k.Purpose is KeyPurpose.Root).MaxBy(k => k.Kid) is { } root
            ? TrustBundle.FingerprintOf(root)
            : throw new WrongSettingException("There are no keys here; give the root's fingerprint with --root.");

    private static async Task<Dictionary<string, byte[]>> ReadFilesAsync(string bundle)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        if (Directory.Exists(bundle))
        {
            foreach (var file in new DirectoryInfo(bundle).EnumerateFiles().Where(f => f.Length <= LargestFile)) files[file.Name] = await File.ReadAllBytesAsync(file.FullName);
            return files;
        }

        await using var zip = await ZipFile.OpenReadAsync(bundle);
        foreach (var entry in zip.Entries.Where(e => e.Name.Length > 0 && e.Length <= LargestFile))
        {
            await using var content = await entry.OpenAsync();
            using var bytes = new MemoryStream();
            await content.CopyToAsync(bytes);
            files[entry.Name] = bytes.ToArray();
        }

        return files;
    }
}
