using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Academy.Benchmarks;

/// <summary>What the disk takes through bare SQLite: rows of an answer's size, WAL, every commit synced.</summary>
internal sealed class Disk : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private int _row;

    public Disk(string folder)
    {
        _connection = new SqliteConnection($"Data Source={Path.Combine(folder, "yardstick.db")};Pooling=False");
        _connection.Open();
        using var prepare = _connection.CreateCommand();
        prepare.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE Answers (AttemptId TEXT, Q INTEGER, Revision INTEGER, Response TEXT, SavedAt TEXT, PRIMARY KEY (AttemptId, Q))";
        prepare.ExecuteNonQuery();
        _insert = _connection.CreateCommand();
        _insert.CommandText = "INSERT INTO Answers VALUES ($attempt, $q, 1, '1', '2026-11-22 01:02:03.1234567')";
        _insert.Parameters.Add("$attempt", SqliteType.Text);
        _insert.Parameters.Add("$q", SqliteType.Integer);
    }

    /// <summary>Rows committed per second, by one thread.</summary>
    /// <param name="batch">Rows of one transaction.</param>
    public double RowsPerSecond(int batch, TimeSpan time)
    {
        var (begun, first) = (Stopwatch.GetTimestamp(), _row);
        while (Stopwatch.GetElapsedTime(begun) < time)
        {
            using var transaction = batch > 1 ? _connection.BeginTransaction() : null;
            _insert.Transaction = transaction;
            for (var i = 0; i < batch; i++, _row++)
            {
                _insert.Parameters[0].Value = string.Create(CultureInfo.InvariantCulture, $"{_row * 7919L % 1_000_003:00000000}-0000-7000-8000-{_row:000000000000}");
                _insert.Parameters[1].Value = _row % 46;
                _insert.ExecuteNonQuery();
            }

            transaction?.Commit();
        }

        return (_row - first) / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }
}
