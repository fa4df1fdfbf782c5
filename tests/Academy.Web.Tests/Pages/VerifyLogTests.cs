using System.Collections.Concurrent;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;

namespace Academy.Web.Tests;

public sealed class VerifyLogTests(SqliteApp app) : IClassFixture<SqliteApp>
{
    [Fact]
    public async Task No_log_line_and_no_scope_holds_the_token_however_much_is_logged()
    {
        using var everything = new Everything();
        await using var talkative = app.WithWebHostBuilder(builder =>
        {
            builder.UseSetting("Academy:Data", Directory.CreateDirectory(Path.Combine(app.Database.Folder, "talkative")).FullName);
            builder.UseSetting("Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics", "Trace");
            builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(everything).AddFilter(_ => true).SetMinimumLevel(LogLevel.Trace));
        });
        const string Token = "QRDKEAJGARAQSECRET";
        using var visitor = talkative.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        using (await visitor.GetAsync($"/C/{Token}")) { }
        using (await visitor.GetAsync($"/c/{Token}")) { }
        using (await visitor.GetAsync($"/C/{Token}/")) { }
        using (await visitor.GetAsync($"/L/{Token}")) { }
        using (await visitor.GetAsync($"/l/{Token}")) { }

        Assert.Contains(everything.Lines, l => l.Contains("/C/-", StringComparison.Ordinal));
        Assert.Contains(everything.Lines, l => l.Contains("/L/-", StringComparison.Ordinal));
        Assert.Contains(everything.Lines, l => l.Contains("MALFORMED", StringComparison.Ordinal));
        Assert.DoesNotContain(everything.Lines, l => l.Contains("SECRET", StringComparison.Ordinal));
    }

    private sealed class Everything : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull
        {
            Lines.Enqueue(Whole(state));
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception) + Whole(state) + exception);

        public void Dispose() { }

        private static string Whole<TState>(TState state) =>
            state is IEnumerable<KeyValuePair<string, object?>> values ? string.Join(' ', values.Select(v => $"{v.Key}={v.Value}")) : $"{state}";
    }
}
