namespace Academy.Web.Data;

/// <summary>What comes again and again beside the requests, until the server stops. A round that fails is written down, and the next one comes all the same.</summary>
/// <param name="every">From one round to the next; no round begins before the one before it is done.</param>
/// <param name="failed">What is written down with the failure: what it means and what happens next.</param>
public abstract class Rounds(TimeSpan every, TimeProvider clock, ILogger log, string failed, LogLevel level = LogLevel.Error) : BackgroundService
{
    protected TimeProvider Clock => clock;

    protected ILogger Log => log;

    /// <summary>One round.</summary>
    public abstract Task RunOnceAsync(CancellationToken cancel);

    /// <summary>What is done at each tick: a round, unless an heir knows better.</summary>
    internal virtual async Task TickAsync(CancellationToken cancel)
    {
        try
        {
            await RunOnceAsync(cancel);
        }
        // A time limit that ran out is cancelled too: it ends the round, not the sweep.
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            log.Log(level, failure, "{Failed}", failed);
        }
    }

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await TickAsync(stoppingToken);
    }
}
