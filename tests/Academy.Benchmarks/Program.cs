using System.Globalization;

namespace Academy.Benchmarks;

internal static class Program
{
    private const string Usage =
        """
        usage: dotnet run -c Release --project tests/Academy.Benchmarks -- VERB
          figures [--short]                      start-up, memory, scans and saves beside a bare Kestrel
          engine [--postgres] [--short|--full] [PART…]
                                        the exam engine by wrk, beside the same disk and a bare Kestrel; --full also with millions of answers stored;
                                                 named parts alone: starts pages saves paced series verify stored submits
          list                                   a status list of a million codes: built, signed, packed
          verify [--postgres] [--short]          the page behind a scanned code, over 10,000 codes, beside an empty Razor page
          load [--postgres] [--short]            2,000 people sit the exam; every acknowledged answer is held against the database
          crash [--postgres]                     500 people sit while the server is killed 20 times
          fsync                                  watches the server's system calls: an answer is acknowledged after the disk has it
        --postgres runs two nodes on the server of ACADEMY_TEST_POSTGRES.
        """;

    /// <summary>0 done, 1 something went wrong on the way (a failed request, a lost answer), 2 wrong usage.</summary>
    private static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case [Yardstick.Verb, var port]:
                await Yardstick.RunAsync(int.Parse(port, CultureInfo.InvariantCulture));
                return 0;
            case ["figures"]:
                return await Figures.RunAsync(Extent.Whole) ? 0 : 1;
            case ["figures", "--short"]:
                return await Figures.RunAsync(Extent.Short) ? 0 : 1;
            case ["engine", .. var options] when Are(options, ["--postgres", "--short", "--full", .. Engine.Parts]):
                return await Engine.RunAsync(options.Contains("--postgres"), options.Contains("--short") ? 1000 : Engine.People, options.Contains("--full") ? Engine.Stored : 0, [.. options.Intersect(Engine.Parts, StringComparer.Ordinal)]) ? 0 : 1;
            case [Yardstick.RazorVerb, var port]:
                await Yardstick.RunRazorAsync(int.Parse(port, CultureInfo.InvariantCulture));
                return 0;
            case ["list"]:
                return await Proofs.ListAsync() ? 0 : 1;
            case ["verify", .. var options] when Are(options, "--postgres", "--short"):
                return await Proofs.VerifyAsync(options.Contains("--postgres"), options.Contains("--short") ? 1_000 : Proofs.Codes) ? 0 : 1;
            case ["load", .. var options] when Are(options, "--postgres", "--short"):
                return await Scenario.RunAsync(options.Contains("--short") ? Sitting.Short(options.Contains("--postgres")) : Sitting.Whole(options.Contains("--postgres"))) ? 0 : 1;
            case ["crash", .. var options] when Are(options, "--postgres"):
                return await Scenario.RunAsync(Sitting.Crashing(options.Contains("--postgres"))) ? 0 : 1;
            case ["fsync"]:
                return await Fsync.RunAsync() ? 0 : 1;
            default:
                await Console.Error.WriteLineAsync(Usage);
                return 2;
        }
    }

    private static bool Are(string[] options, params string[] known) => options.All(o => known.Contains(o, StringComparer.Ordinal));
}
