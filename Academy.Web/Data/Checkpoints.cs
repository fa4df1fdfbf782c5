using Microsoft.Data.Sqlite;

namespace Academy.Web.Data;

/// <summary>
/// Moves what SQLite's log holds into the database beside those who write. Done at a commit, as SQLite does by itself,
/// everybody behind that commit would wait while some megabytes go all over the disk.
/// </summary>
internal sealed class Checkpoints(SqliteFile file, WriteGate gate, ILogger<Checkpoints> log)
    : Rounds(TimeSpan.FromMilliseconds(500), TimeProvider.System, log, "The log could not be moved into the database; it grows meanwhile.")
{
    private long _seen;

    /// <summary>One round: most of the log while others write, the small rest while nobody does, so that the log begins anew and stays short.</summary>
    public override async Task RunOnceAsync(CancellationToken cancel)
    {
        if (gate.Turns == _seen) return;
        await using var connection = new SqliteConnection($"Data Source={file.Path};Pooling=False");
        await connection.OpenAsync(cancel);
        await using var command = connection.CreateCommand();
        // It must not wait for readers either: what they still need stays for the next round.
        command.CommandText = "PRAGMA synchronous=FULL; PRAGMA wal_checkpoint(PASSIVE)";
        await command.ExecuteNonQueryAsync(cancel);
        await gate.RunAsync(
            () =>
            {
                _seen = gate.Turns;
                return command.ExecuteNonQueryAsync(cancel);
            },
            cancel);
    }

    // Not on a thread that answers requests at its start: the provider knows no asynchronous work.
    internal override Task TickAsync(CancellationToken cancel) => Task.Run(() => base.TickAsync(cancel), cancel);
}
