using System.Collections.Concurrent;
using Academy.Web.Data;
using Academy.Web.Data.Queries;

namespace Academy.Web.Operations;

/// <summary>Group commit: answers that arrive while a batch is on its way to disk go together in the next one.</summary>
public sealed class AnswerWriter
{
    /// <summary>Keeps the transaction well under 20 ms.</summary>
    private const int MostRows = 500;

    private readonly IServiceScopeFactory _scopes;
    private readonly AcademySettings _settings;
    private readonly Together<Waiting> _answers;

    public AnswerWriter(IServiceScopeFactory scopes, AcademySettings settings)
    {
        (_scopes, _settings) = (scopes, settings);
        _answers = new Together<Waiting>(1, WriteAsync);
    }

    /// <summary>Writes the answers of one request. Completes after the commit, and fails where the database does.</summary>
    /// <param name="rows">No two of the same question.</param>
    /// <returns>What was written; a guard or a newer revision refused the others.</returns>
    public Task<IReadOnlyList<KeptAnswer>> WriteAsync(IReadOnlyList<AnswerRow> rows)
    {
        var waiting = new Waiting(rows);
        _answers.Add(waiting);
        return waiting.Done.Task;
    }

    private async Task WriteAsync(ConcurrentQueue<Waiting> queue)
    {
        try
        {
            await using var scope = _scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AcademyDbContext>();
            while (!queue.IsEmpty)
            {
                // To the end of the thread pool's queue: requests that are being read just now come along. Alone, it costs nothing.
                await Task.Yield();
                var batch = new List<Waiting>();
                await CommitAsync(db, batch, () => Take(queue, batch));
            }
        }
        catch (Exception failure)
        {
            // No context, for example: whoever waits is told, and the next answer finds a writer again.
            while (queue.TryDequeue(out var waiting)) waiting.Done.TrySetException(failure);
        }
    }

    /// <summary>What waits when it is its turn to be written, in its order, up to a second answer to the same question: that is for the next batch.</summary>
    private static void Take(ConcurrentQueue<Waiting> queue, List<Waiting> batch)
    {
        // A second try writes what the first did.
        if (batch.Count > 0) return;
        var keys = new HashSet<(Guid, int)>();
        while (keys.Count < MostRows && queue.TryPeek(out var next) && !next.Rows.Any(r => keys.Contains((r.AttemptId, r.Q))))
        {
            keys.UnionWith(next.Rows.Select(r => (r.AttemptId, r.Q)));
            batch.Add(next);
            queue.TryDequeue(out _);
        }
    }

    private async Task CommitAsync(AcademyDbContext db, List<Waiting> batch, Action take)
    {
        try
        {
            var kept = await db.DecideAsync(() => db.WriteAnswersAsync(
                () =>
                {
                    take();
                    return [.. batch.SelectMany(w => w.Rows)];
                },
                _settings.Defaults.Grace,
                CancellationToken.None), CancellationToken.None);
            var written = kept.ToDictionary(k => (k.AttemptId, k.Q));
            foreach (var waiting in batch) waiting.Done.TrySetResult([.. waiting.Rows.Select(r => written.GetValueOrDefault((r.AttemptId, r.Q))).OfType<KeptAnswer>()]);
        }
        catch (Exception failure) when (batch.Count > 1 && !failure.IsUnavailableDatabase)
        {
            // One bad row, for example: each by itself, so that nobody fails for another.
            foreach (var waiting in batch) await CommitAsync(db, [waiting], () => { });
        }
        catch (Exception failure) when (batch.Count > 0)
        {
            batch.ForEach(waiting => waiting.Done.TrySetException(failure));
        }
    }

    private sealed record Waiting(IReadOnlyList<AnswerRow> Rows)
    {
        public TaskCompletionSource<IReadOnlyList<KeptAnswer>> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
