using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Academy.Web.Tests;

/// <summary>Bodies that take their time, over a real socket of the real server.</summary>
public abstract class ExamsSlowBodyTests(AcademyApp app, BodyReading reading)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public sealed class OnSqlite(ListeningSqliteApp app) : ExamsSlowBodyTests(app, app.Reading), IClassFixture<ListeningSqliteApp>;

    public sealed class OnPostgres(ListeningPostgresApp app) : ExamsSlowBodyTests(app, app.Reading), IClassFixture<ListeningPostgresApp>;

    private static TimeSpan Grace => new AcademyDefaults().Grace;

    [DataFact]
    public async Task A_body_slower_than_five_seconds_is_refused_and_nothing_of_it_kept()
    {
        var sitting = await ExamsCandidate.SittingAsync(app);
        using var body = new TwoHalves(sitting.Lease);

        reading.Begin();
        var sending = sitting.SendAsync(HttpMethod.Put, "/answers", body);
        await reading.GaveUp.WaitAsync(Patience);
        // The client reads no answer before it has sent all.
        body.Release();
        using var response = await sending.WaitAsync(Patience);

        Assert.Equal("slow", await response.ProblemAsync(HttpStatusCode.RequestTimeout));
        Assert.Null(await sitting.KeptAsync(1));
    }

    [DataFact]
    public async Task A_body_cut_off_half_way_keeps_nothing_and_is_saved_when_it_is_sent_again()
    {
        var sitting = await ExamsCandidate.SittingAsync(app);
        using var body = new TwoHalves(sitting.Lease);

        reading.Begin();
        var sending = sitting.SendAsync(HttpMethod.Put, "/answers", body);
        await reading.WantsMore.WaitAsync(Patience);
        body.Break();
        await Assert.ThrowsAsync<HttpRequestException>(() => sending.WaitAsync(Patience));
        await reading.Broke.WaitAsync(Patience);
        Assert.Null(await sitting.KeptAsync(1));

        using var again = await sitting.PutAsync((1, 1, ["1"]));
        Assert.Equal(1, (await again.JsonAsync(HttpStatusCode.OK)).GetProperty("saved").GetArrayLength());
    }

    [DataFact]
    public async Task A_body_begun_before_the_end_and_finished_after_it_is_too_late()
    {
        var sitting = await ExamsCandidate.SittingAsync(app);
        app.Clock.Now = sitting.Attempt.Deadline!.Value + Grace - TimeSpan.FromSeconds(1);
        using var body = new TwoHalves(sitting.Lease);

        reading.Begin();
        var sending = sitting.SendAsync(HttpMethod.Put, "/answers", body);
        await reading.WantsMore.WaitAsync(Patience);
        app.Clock.Advance(TimeSpan.FromSeconds(1.5));
        body.Release();
        using var response = await sending.WaitAsync(Patience);

        Assert.Equal("closed", await response.ProblemAsync(HttpStatusCode.Gone));
        Assert.Null(await sitting.KeptAsync(1));
    }

    [DataFact]
    public async Task A_body_finished_within_the_grace_is_taken_at_the_instant_of_its_last_byte()
    {
        var sitting = await ExamsCandidate.SittingAsync(app);
        app.Clock.Now = sitting.Attempt.Deadline!.Value - TimeSpan.FromSeconds(1);
        using var body = new TwoHalves(sitting.Lease);

        reading.Begin();
        var sending = sitting.SendAsync(HttpMethod.Put, "/answers", body);
        await reading.WantsMore.WaitAsync(Patience);
        app.Clock.Advance(TimeSpan.FromSeconds(2));
        body.Release();
        using var response = await sending.WaitAsync(Patience);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(app.Clock.Now, (await app.ReadAsync(db => db.Answers.SingleAsync(a => a.AttemptId == sitting.Id && a.Q == 1))).SavedAt);
    }
}

/// <summary>An answer of which one half is sent, and the other when it is released.</summary>
internal sealed class TwoHalves : HttpContent
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly byte[] _bytes;

    public TwoHalves(string lease)
    {
        _bytes = Encoding.UTF8.GetBytes($$"""{ "lease": "{{lease}}", "answers": [ { "q": 1, "rev": 1, "response": ["1"] } ] }""");
        Headers.ContentType = new("application/json");
    }

    public void Release() => _released.TrySetResult();

    /// <summary>The network is gone.</summary>
    public void Break() => _released.TrySetException(new IOException("cut off"));

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var half = _bytes.Length / 2;
        await stream.WriteAsync(_bytes.AsMemory(..half), cancellationToken);
        await stream.FlushAsync(cancellationToken);
        await _released.Task.WaitAsync(cancellationToken);
        await stream.WriteAsync(_bytes.AsMemory(half..), cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _bytes.Length;
        return true;
    }
}

/// <summary>Tells when the application has read the first part of a body and asks for more, and when it wants no more of it, or gets none.</summary>
public sealed class BodyReading : IStartupFilter
{
    private TaskCompletionSource _wantsMore = new();
    private TaskCompletionSource _gaveUp = new();
    private TaskCompletionSource _broke = new();

    public Task WantsMore => _wantsMore.Task;
    public Task GaveUp => _gaveUp.Task;
    public Task Broke => _broke.Task;

    public void Begin() => (_wantsMore, _gaveUp, _broke) = (New(), New(), New());

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((http, following) =>
        {
            if (HttpMethods.IsPut(http.Request.Method)) http.Request.Body = new Watched(http.Request.Body, this);
            return following(http);
        });
        next(app);
    };

    private sealed class Watched(Stream inner, BodyReading reading) : Stream
    {
        private int _read;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_read > 0) reading._wantsMore.TrySetResult();
            try
            {
                var read = await inner.ReadAsync(buffer, cancellationToken);
                _read += read;
                return read;
            }
            catch (OperationCanceledException)
            {
                reading._gaveUp.TrySetResult();
                throw;
            }
            catch (IOException)
            {
                reading._broke.TrySetResult();
                throw;
            }
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override void Flush() => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

public abstract class ListeningApp : AcademyApp
{
    protected ListeningApp(TestDatabase database)
        : base(database) => UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));

    public BodyReading Reading { get; } = new();

    /// <summary>A client of our own, because the factory's follows redirects on a real socket whatever it is told.</summary>
    public override HttpClient Visit()
    {
        StartServer();
        return new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = ClientOptions.BaseAddress };
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services => services.AddSingleton<IStartupFilter>(Reading));
    }
}

public sealed class ListeningSqliteApp() : ListeningApp(new SqliteTestDatabase());

public sealed class ListeningPostgresApp() : ListeningApp(new PostgresTestDatabase());
