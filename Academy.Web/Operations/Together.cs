using System.Collections.Concurrent;

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
