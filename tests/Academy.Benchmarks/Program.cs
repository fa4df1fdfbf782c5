using System.Globalization;

namespace Academy.Benchmarks;

internal static class Program
{
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
            default:
                await Console.Error.WriteLineAsync("usage: dotnet run -c Release --project tests/Academy.Benchmarks -- figures [--short]");
                return 2;
        }
    }
}
