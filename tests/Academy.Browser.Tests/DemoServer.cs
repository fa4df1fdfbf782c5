using Academy.Domain.Certificates;
using Academy.Domain.Exams;
using Academy.Domain.Questions;
using Academy.Web.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Academy.Browser.Tests;

/// <summary>The real application with the real courses and the demo company, under a clock of the tests.</summary>
public sealed class DemoServer : IAsyncLifetime
{
    // Loaded once for all of them; that takes as long as a journey.
    private static readonly Lazy<Task<Loaded>> Demo = new(LoadAsync);

    public AcademyServer Server { get; } = new();

    public AcademyApp App => Server.App;

    public async Task InitializeAsync()
    {
        var demo = await Demo.Value;
        await Server.InitializeAsync(async folder =>
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, "academy.db"), demo.Database);
            await File.WriteAllBytesAsync(CodeJournal.In(folder), demo.Journal);
        });
    }

    public Task DisposeAsync() => Server.DisposeAsync();

    private static async Task<Loaded> LoadAsync()
    {
        var server = new AcademyServer();
        await server.InitializeAsync();
        try
        {
            await using (var scope = server.App.Services.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<StartAcademy>().LoadAsync(CancellationToken.None);
            // The journal first: it may only be behind.
            var journal = await File.ReadAllBytesAsync(CodeJournal.In(server.App.Database.Folder));
            await server.App.Database.BackUpAsync();
            return new Loaded(await File.ReadAllBytesAsync(Path.Combine(server.App.Database.Folder, "kept.db")), journal);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    private sealed record Loaded(byte[] Database, byte[] Journal);

    /// <summary>Who signs in under demo/ and this staff number.</summary>
    public Task<Guid> PersonOfAsync(string userName)
    {
        var number = userName.Split('/')[1];
        return App.ReadAsync(db => db.Engagements.Where(e => e.StaffNumber == number).Select(e => e.PersonId).FirstAsync());
    }

    /// <summary>The current code of somebody's certificate, by staff number.</summary>
    public Task<CertificateCode> CodeOfAsync(string number) => App.ReadAsync(async db =>
    {
        var holder = await db.Engagements.Where(e => e.StaffNumber == number).Select(e => e.PersonId).FirstAsync();
        return (await db.Certificates.Where(c => c.HolderId == holder && c.State == CertificateState.Valid).ToListAsync()).Select(c => c.CurrentCode!).First();
    });

    /// <summary>What a scanner reads on the card.</summary>
    public static string TextOf(CertificateCode code) => $"HTTP://LOCALHOST:5080/C/{code.Token}";

    /// <summary>The right response to a practice or checkpoint question, as the person sees it.</summary>
    public async Task<(PaperItem Item, IReadOnlyList<string> Right)> KeyOfAsync(string questionId, string userName)
    {
        var curriculum = (await App.Services.GetRequiredService<Releases>().InForceAsync(CancellationToken.None)).Curriculum;
        var person = await PersonOfAsync(userName);
        var question = curriculum.FindQuestion(questionId)!;
        var shown = Practice.Show(question, person);
        return (shown, Marking.Key(shown, question.Items[0]).Values);
    }

    /// <summary>The right response to every item of the attempt that the person sits, as shown.</summary>
    public async Task<IReadOnlyList<(PaperItem Item, IReadOnlyList<string> Right)>> PaperAsync(Guid attemptId)
    {
        var attempt = await App.ReadAsync(db => db.Attempts.AsNoTracking().SingleAsync(a => a.Id == attemptId));
        var curriculum = (await App.Services.GetRequiredService<Releases>().GetAsync(attempt.ReleaseId)).Curriculum;
        return [.. attempt.Paper.Items.Select(i => (i, Marking.Key(i, curriculum.FindQuestion(i.QuestionId)!.Items.Single(x => x.Id == i.ItemId)).Values))];
    }
}
