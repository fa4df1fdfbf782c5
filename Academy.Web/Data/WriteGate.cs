namespace Academy.Web.Data;

/// <summary>
/// The one door to writing on SQLite. Two writers that meet in the database wait 150 ms at a time;
/// through one asynchronous gate in the process nobody waits for longer than the writes before.
/// </summary>
public sealed class WriteGate : IDisposable
{
    private readonly SemaphoreSlim _door = new(1, 1);
    private long _turns;

    /// <summary>How many were let in so far.</summary>
    public long Turns => Volatile.Read(ref _turns);

    /// <summary>Waits for the turn; dispose what it returns to let the next one in.</summary>
    public async ValueTask<IDisposable> EnterAsync(CancellationToken cancel)
    {
        await _door.WaitAsync(cancel);
        Volatile.Write(ref _turns, _turns + 1);
        return new Turn(_door);
    }

    public void Dispose() => _door.Dispose();

    private sealed class Turn(SemaphoreSlim door) : IDisposable
    {
        private bool _over;

        public void Dispose()
        {
            if (_over) return;
            _over = true;
            door.Release();
        }
    }
}
