using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace TaskTracker.Benchmarks.Limit;

/// <summary>Connections to a store of ours that stay open, each with its commands prepared.</summary>
internal sealed class LimitStore(string file) : IDisposable
{
    private readonly ConcurrentBag<LimitConnection> readers = [];
    private readonly LimitConnection writer = new(file);
    private readonly SemaphoreSlim turn = new(1);

    public T Read<T>(Func<LimitConnection, T> read)
    {
        var connection = readers.TryTake(out var idle) ? idle : new LimitConnection(file);
        try
        {
            return read(connection);
        }
        finally
        {
            readers.Add(connection);
        }
    }

    /// <summary>One after the other, each with a commit of its own that reaches the disk.</summary>
    public async Task<T> WriteAsync<T>(Func<LimitConnection, T> write)
    {
        await turn.WaitAsync();
        try
        {
            writer.Run("BEGIN IMMEDIATE");
            var result = write(writer);
            writer.Run("COMMIT");
            return result;
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose()
    {
        foreach (var connection in readers.Append(writer))
        {
            connection.Dispose();
        }

        turn.Dispose();
    }
}

/// <summary>A connection and its prepared commands.</summary>
internal sealed class LimitConnection : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Dictionary<string, SqliteCommand> commands = [];

    public LimitConnection(string file)
    {
        connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        Run("PRAGMA synchronous = FULL");
        Run("PRAGMA busy_timeout = 5000");
        Run("PRAGMA cache_size = -16384");
        Run("PRAGMA mmap_size = 268435456");
    }

    /// <summary>The command with this text, a constant, and with its parameters <c>$0</c>, <c>$1</c> set.</summary>
    public SqliteCommand Command(string text, params ReadOnlySpan<object?> values)
    {
        if (!commands.TryGetValue(text, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = text;
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters.AddWithValue($"${i}", DBNull.Value);
            }

            command.Prepare();
            commands[text] = command;
        }

        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }

    public void Run(string text, params ReadOnlySpan<object?> values) => Command(text, values).ExecuteNonQuery();

    public void Dispose()
    {
        foreach (var command in commands.Values)
        {
            command.Dispose();
        }

        connection.Dispose();
    }
}
