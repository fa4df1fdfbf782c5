using System.CommandLine;
using Academy.Domain.Certificates;
using Academy.Web.Operations;
using Academy.Web.Signing;

namespace Academy.Web.Commands;

internal static class CertificateVerbs
{
    public static Command Of(Shell shell)
    {
        var text = new Argument<string>("TEXT") { Description = "Text of the QR code, or its last part." };
        var json = new Option<bool>("--json") { Description = "The result as JSON." };
        var verify = new Command("verify", "Verifies a certificate code against the database.") { text, json };
        verify.SetAction((parsed, cancel) => shell.ReadAsync(services => VerifyAsync(shell, services, parsed.GetRequiredValue(text), parsed.GetValue(json), cancel), cancel));
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
        return CodeUrl.Split(text, services.GetRequiredService<AcademySettings>().CodeHosts) is (CodeKind.Static, var token)
            ? await verify.ByTokenAsync(token, cancel)
            : new Verified(VerificationResult.NotOurs, null, services.GetRequiredService<TimeProvider>().GetUtcNow());
    }
}
