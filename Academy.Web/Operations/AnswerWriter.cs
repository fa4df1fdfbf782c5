using System.Collections.Concurrent;
using Academy.Web.Data;
using Academy.Web.Data.Queries;

namespace Academy.Web.Operations;

/// <summary>
/// Group commit: answers that arrive while a batch is on its way to disk go together in the next one.
/// Nobody waits for a timer: alone, an answer is written at once.
/// </summary>
public sealed class AnswerWriter(IServiceScopeFactory scopes, AcademySettings settings)
{
    /// <summary>Keeps the transaction well under 20 ms.</summary>
    private const int MostRows = 500;

    private readonly ConcurrentQueue<Waiting> _queue = new();
    private int _isWriting;

    /// <summary>Writes the answers of one request. Completes after the commit, and fails where the database does.</summary>
    /// <param name="rows">No two of the same question.</param>
    /// <returns>What was written; a guard or a newer revision refused the others.</returns>
    public Task<IReadOnlyList<KeptAnswer>> WriteAsync(IReadOnlyList<AnswerRow> rows)
    {
        var waiting = new Waiting(rows);
        _queue.Enqueue(waiting);
        // Who finds nobody writing starts; the others are taken along.
        if (Interlocked.Exchange(ref _isWriting, 1) == 0) _ = Task.Run(DrainAsync);
        return waiting.Done.Task;
    }

    private async Task DrainAsync()
    {
        do
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<AcademyDbContext>();
                while (!_queue.IsEmpty)
                {
                    // To the end of the thread pool's queue: requests that are being read just now come along. Alone, it costs nothing.
                    await Task.Yield();
                    await CommitAsync(db, NextBatch());
                }
            }
            catch (Exception failure)
            {
                // No context, for example: whoever waits is told, and the next answer finds a writer again.
                while (_queue.TryDequeue(out var waiting)) waiting.Done.TrySetException(failure);
            }
            finally
            {
                Volatile.Write(ref _isWriting, 0);
            }
        }
        while (!_queue.IsEmpty && Interlocked.Exchange(ref _isWriting, 1) == 0);
    }

    /// <summary>What waits, in its order, up to a second answer to the same question: that is for the next batch.</summary>
    private List<Waiting> NextBatch()
    {
        var batch = new List<Waiting>();
        var keys = new HashSet<(Guid, int)>();
        while (keys.Count < MostRows && _queue.TryPeek(out var next) && !next.Rows.Any(r => keys.Contains((r.AttemptId, r.Q))))
        {
            keys.UnionWith(next.Rows.Select(r => (r.AttemptId, r.Q)));
            batch.Add(next);
            _queue.TryDequeue(out _);
        }

        return batch;
    }

    private async Task CommitAsync(AcademyDbContext db, List<Waiting> batch)
    {
        try
        {
            var kept = await db.DecideAsync(() => db.WriteAnswersAsync([.. batch.SelectMany(w => w.Rows)], settings.Defaults.Grace, CancellationToken.None), CancellationToken.None);
            var written = kept.ToDictionary(k => (k.AttemptId, k.Q));
            foreach (var waiting in batch) waiting.Done.TrySetResult([.. waiting.Rows.Select(r => written.GetValueOrDefault((r.AttemptId, r.Q))).OfType<KeptAnswer>()]);
        }
        catch (Exception) when (batch.Count > 1)
        {
            // One bad row, or a database in trouble: each by itself, so that nobody fails for another.
            foreach (var waiting in batch) await CommitAsync(db, [waiting]);
        }
        catch (Exception failure)
        {
            batch[0].Done.TrySetException(failure);
        }
    }

    private sealed record Waiting(IReadOnlyList<AnswerRow> Rows)
    {
        public TaskCompletionSource<IReadOnlyList<KeptAnswer>> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
