using System.CommandLine;
using Academy.Web.Operations;

namespace Academy.Web.Commands;

internal static class AuditVerbs
{
    public static Command Of(Shell shell)
    {
        var verify = new Command("verify", "Plays the journal of every graded attempt: sealed head, answers and grade have to come out again.");
        verify.SetAction((_, cancel) => shell.ReadAsync(services => VerifyAsync(shell, services, cancel), cancel));
        return new Command("audit", "The record.") { verify };
    }

    private static async Task<int> VerifyAsync(Shell shell, IServiceProvider services, CancellationToken cancel)
    {
        var faults = 0;
        var played = await services.GetRequiredService<VerifyJournals>().RunAsync(
            async (attempt, fault) =>
            {
                faults++;
                await shell.Error.WriteLineAsync($"attempt {attempt.Id} (receipt {attempt.Receipt}): {Words(fault)}");
            },
            cancel);
        return await shell.SayAsync($"{played} journals played, {faults} with faults.", faults == 0 ? CommandLine.Done : CommandLine.InputHasErrors);
    }

    private static string Words(JournalFault fault) => fault switch
    {
        JournalFault.Unsealed => "it is graded, and its journal is not sealed.",
        JournalFault.JournalChanged => "the journal is not the one that was sealed; compare with a backup from the day of the exam.",
        _ => "graded anew from the journal it has another outcome or other points.",
    };
}
