using System.Collections.Concurrent;

namespace Academy.Web.Data;

/// <summary>
/// The one door to writing on SQLite. Two writers that meet in the database wait 150 ms at a time; through one gate in the process
/// nobody waits for longer than the writes before. Behind it is a thread of its own: a turn that waited for one of the threads that
/// answer requests would hold up everybody while it does nothing.
/// </summary>
public sealed class WriteGate : IDisposable
{
    private readonly BlockingCollection<Action> _waiting = [];
    private readonly Thread _writer;
    private long _turns;

    public WriteGate()
    {
        _writer = new Thread(TakeTurns) { IsBackground = true, Name = "writer" };
        _writer.Start();
    }

    /// <summary>How many had their turn so far.</summary>
    public long Turns => Volatile.Read(ref _turns);

    /// <summary>Writes when the turn comes, in the order of asking; what it throws, the caller gets.</summary>
    /// <param name="cancel">Who gives up before the turn takes none.</param>
    public Task<T> RunAsync<T>(Func<Task<T>> write, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(write);
        // Whoever waits goes on elsewhere: the next one has the turn.
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var context = ExecutionContext.Capture();
        _waiting.Add(
            () =>
            {
                if (cancel.IsCancellationRequested) done.SetCanceled(cancel);
                else if (context is null) Write(write, done);
                else ExecutionContext.Run(context, _ => Write(write, done), null);
            },
            CancellationToken.None);
        return done.Task;
    }

    public void Dispose()
    {
        _waiting.CompleteAdding();
        _writer.Join();
        _waiting.Dispose();
    }

    private void TakeTurns()
    {
        foreach (var turn in _waiting.GetConsumingEnumerable())
        {
            Volatile.Write(ref _turns, _turns + 1);
            turn();
        }
    }

    private static void Write<T>(Func<Task<T>> write, TaskCompletionSource<T> done)
    {
        try
        {
            // SQLite's provider knows no asynchronous work: the task is done when it is there.
            done.SetResult(write().GetAwaiter().GetResult());
        }
        catch (OperationCanceledException cancelled)
        {
            done.SetCanceled(cancelled.CancellationToken);
        }
        catch (Exception failure)
        {
            done.SetException(failure);
        }
    }
}
