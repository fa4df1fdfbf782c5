using System.CommandLine;
using Academy.Web.Operations;

namespace Academy.Web.Commands;

internal static class DemoVerbs
{
    /// <summary>User names have five digits.</summary>
    private const int Most = 99_999;

    public static Command Of(Shell shell)
    {
        var employees = new Option<int>("--employees") { Description = "How many people, load00001 and so on.", Required = true };
        var ready = new Option<int>("--ready") { Description = "How many of them may sit the demo exam at once." };
        var password = new Option<string>("--password") { Description = "The password of all of them.", Required = true };
        var seed = new Command("seed", "Adds people for load tests. Refused in Production.") { employees, ready, password };
        seed.Validators.Add(result =>
        {
            if (result.GetValue(employees) is < 1 or > Most) result.AddError($"--employees must be between 1 and {Most}.");
            if (result.GetValue(ready) < 0 || result.GetValue(ready) > result.GetValue(employees)) result.AddError("--ready must be between 0 and --employees.");
        });
        seed.SetAction((parsed, cancel) => shell.RunAsync(services => SeedAsync(shell, services, parsed.GetValue(employees), parsed.GetValue(ready), parsed.GetRequiredValue(password), cancel)));
        return new Command("demo", "Demonstration data.") { seed };
    }

    private static async Task<int> SeedAsync(Shell shell, IServiceProvider services, int employees, int ready, string password, CancellationToken cancel)
    {
        if (services.GetRequiredService<IHostEnvironment>().IsProduction()) throw new WrongSettingException("'demo seed' is refused in Production.");
        await services.GetRequiredService<Data.DatabaseStart>().RunAsync(cancel);

        // The demo company comes first: it belongs to an empty database only.
        await services.GetRequiredService<StartAcademy>().LoadAsync(cancel);
        if (await services.GetRequiredService<Releases>().FindInForceAsync(cancel) is null) return await shell.SayAsync("No content release is in force; see 'content check'.", CommandLine.InputHasErrors);

        var shows = !Console.IsErrorRedirected && shell.Error == Console.Error;
        var done = await services.GetRequiredService<SeedDemoLoad>().RunAsync(employees, ready, password, count => { if (shows) shell.Error.Write($"\r{count}/{employees}"); }, cancel);
        if (shows) await shell.Error.WriteLineAsync();
        return done ? await shell.SayAsync($"load00001 … load{employees:00000}; {ready} of them may sit the exam.") : await shell.SayAsync("There is load-test data already; use an empty data folder.", CommandLine.InputHasErrors);
    }
}
