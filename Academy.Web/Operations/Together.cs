using System.Collections.Concurrent;
using Academy.Web.Data;

namespace Academy.Web.Operations;

/// <summary>
/// Work that arrives while other work is being done is taken together in the next round. Nobody waits for a timer:
/// what comes alone is done at once.
/// </summary>
/// <param name="rounds">How many rounds may be underway beside each other.</param>
/// <param name="work">Takes from the queue until it is empty; must not fail.</param>
internal sealed class Together<T>(int rounds, Func<ConcurrentQueue<T>, Task> work)
{
    private readonly ConcurrentQueue<T> _queue = new();
    private int _underway;

    public void Add(T item)
    {
        _queue.Enqueue(item);
        Begin();
    }

    private void Begin()
    {
        int underway;
        do
        {
            underway = Volatile.Read(ref _underway);
            if (underway >= rounds) return;
        }
        while (Interlocked.CompareExchange(ref _underway, underway + 1, underway) != underway);
        _ = Task.Run(WorkAsync);
    }

    private async Task WorkAsync()
    {
        try
        {
            await work(_queue);
        }
        finally
        {
            Interlocked.Decrement(ref _underway);
            // What came after the last look into the queue found every round underway.
            if (!_queue.IsEmpty) Begin();
        }
    }
}

/// <summary>Requests that are answered in groups, each by its own result.</summary>
internal sealed class Groups<TRequest, TResult>
{
    private readonly IServiceScopeFactory _scopes;
    private readonly int _most;
    private readonly Func<IServiceProvider, IReadOnlyList<TRequest>, Task<IReadOnlyList<TResult>>> _act;
    private readonly Together<Waiting> _requests;

    /// <param name="rounds">How many groups may be underway beside each other.</param>
    /// <param name="most">The most of one group, which is one short transaction.</param>
    /// <param name="act">Answers a group, in its order. Where that fails each is asked for alone, so that nobody fails for another.</param>
    public Groups(IServiceScopeFactory scopes, int rounds, int most, Func<IServiceProvider, IReadOnlyList<TRequest>, Task<IReadOnlyList<TResult>>> act)
    {
        (_scopes, _most, _act) = (scopes, most, act);
        _requests = new Together<Waiting>(rounds, AnswerAsync);
    }

    public Task<TResult> AskAsync(TRequest request)
    {
        var waiting = new Waiting(request);
        _requests.Add(waiting);
        return waiting.Done.Task;
    }

    private async Task AnswerAsync(ConcurrentQueue<Waiting> queue)
    {
        while (true)
        {
            var group = new List<Waiting>(_most);
            while (group.Count < _most && queue.TryDequeue(out var next)) group.Add(next);
            if (group.Count == 0) return;
            if (await AnswerAsync(group) is not { } failure) continue;
            // Where the database is not there, all would wait for it one after the other.
            if (group.Count == 1 || failure.IsUnavailableDatabase) group.ForEach(one => one.Done.SetException(failure));
            else foreach (var one in group) if (await AnswerAsync([one]) is { } alone) one.Done.SetException(alone);
        }
    }

    private async Task<Exception?> AnswerAsync(List<Waiting> group)
    {
        try
        {
            await using var scope = _scopes.CreateAsyncScope();
            foreach (var (waiting, result) in group.Zip(await _act(scope.ServiceProvider, [.. group.Select(w => w.Request)]))) waiting.Done.SetResult(result);
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }

    private sealed record Waiting(TRequest Request)
    {
        public TaskCompletionSource<TResult> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
