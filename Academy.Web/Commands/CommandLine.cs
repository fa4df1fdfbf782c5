using System.CommandLine;

namespace Academy.Web.Commands;

/// <summary>The verbs of the program; without one it is the server.</summary>
/// <remarks>Exit 0 done, 1 the input has errors, 2 wrong usage or a wrong setting.</remarks>
public static class CommandLine
{
    internal const int Done = 0;
    internal const int InputHasErrors = 1;
    internal const int WrongUsage = 2;

    /// <summary>Whether the arguments ask for a verb (or for help) and not for the server.</summary>
    public static bool HasVerb(string[] args) =>
        args.FirstOrDefault(a => !IsSetting(a)) is { } first
        && (first is "--help" or "-h" or "-?" or "--version" || !(first.StartsWith('-') || first.Contains('=', StringComparison.Ordinal)));

    /// <summary>Runs a verb.</summary>
    /// <param name="args">Verb, arguments and options; settings anywhere among them, as <c>--Academy:Data=FOLDER</c> or <c>--environment=NAME</c>.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, TextReader input, TextWriter output, TextWriter error, CancellationToken cancel = default)
    {
        var shell = new Shell([.. args.Where(IsSetting)], input, output, error);
        var root = new RootCommand("Academy: safety training and examination. Without a verb it starts the server. Settings may be given as --Academy:Data=FOLDER.")
        {
            ContentVerbs.Of(shell),
            CertificateVerbs.Of(shell),
            AdminVerbs.Of(shell),
            KeyVerbs.Of(shell),
            AuditVerbs.Of(shell),
            DatabaseVerbs.Of(shell),
            DemoVerbs.Of(shell),
        };
        var parsed = root.Parse([.. args.Where(a => !IsSetting(a))]);
        foreach (var mistake in parsed.Errors) await error.WriteLineAsync(mistake.Message);
        if (parsed.Errors.Count > 0)
        {
            await error.WriteLineAsync("Run with --help for usage.");
            return WrongUsage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false }, cancel);
        }
        catch (WrongSettingException wrong)
        {
            await error.WriteLineAsync(wrong.Message);
            return WrongUsage;
        }
    }

    private static bool IsSetting(string arg) =>
        arg.StartsWith("--", StringComparison.Ordinal) && arg.Split('=') is [var name, _, ..] && (name.Contains(':', StringComparison.Ordinal) || name is "--environment");
}
