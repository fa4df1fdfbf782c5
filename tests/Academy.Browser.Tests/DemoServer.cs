using Academy.Domain.Exams;
using Academy.Domain.Questions;
using Academy.Web.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Academy.Browser.Tests;

/// <summary>The real application with the real courses and the demo company, under a clock of the tests.</summary>
public sealed class DemoServer : IAsyncLifetime
{
    public AcademyServer Server { get; } = new();

    public AcademyApp App => Server.App;

    public async Task InitializeAsync()
    {
        await Server.InitializeAsync();
        await using var scope = App.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<StartAcademy>().LoadAsync(CancellationToken.None);
    }

    public Task DisposeAsync() => Server.DisposeAsync();

    /// <summary>The right options of a practice or checkpoint question, as the values of its inputs.</summary>
    public async Task<IReadOnlyList<string>> KeyOfAsync(string questionId)
    {
        var curriculum = (await App.Services.GetRequiredService<Releases>().InForceAsync(CancellationToken.None)).Curriculum;
        return Keys(curriculum.FindQuestion(questionId)!.Items[0], null);
    }

    /// <summary>The right options of every item of the attempt that the person sits, as shown.</summary>
    public async Task<IReadOnlyList<(PaperItem Item, IReadOnlyList<string> Right)>> PaperAsync(Guid attemptId)
    {
        var attempt = await App.ReadAsync(db => db.Attempts.AsNoTracking().SingleAsync(a => a.Id == attemptId));
        var curriculum = (await App.Services.GetRequiredService<Releases>().GetAsync(attempt.ReleaseId)).Curriculum;
        return [.. attempt.Paper.Items.Select(i => (i, Keys(curriculum.FindQuestion(i.QuestionId)!.Items.Single(x => x.Id == i.ItemId), i)))];
    }

    private static IReadOnlyList<string> Keys(Item item, PaperItem? shown)
    {
        var order = shown?.OptionOrder ?? [.. Enumerable.Range(0, item.Options.Count)];
        return [.. order.Select((option, place) => (item.Options[option].IsKey, Value: (place + 1).ToString(System.Globalization.CultureInfo.InvariantCulture))).Where(o => o.IsKey).Select(o => o.Value)];
    }
}
