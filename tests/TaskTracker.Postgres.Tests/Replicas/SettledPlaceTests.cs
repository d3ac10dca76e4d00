using Npgsql;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Replicas;

/// <summary>How far the log is settled, when a transaction that was running as the reader's snapshot was taken has ended by the time that it is looked for.</summary>
public sealed class SettledPlaceTests : IClassFixture<SettledPlaceTests.Log>
{
    private const string Signal = "SELECT pg_advisory_xact_lock_shared(2, 0), pg_current_xact_id()";
    private const string Change = "INSERT INTO task_changes (task_id, task_version, kind, changes, user_id, origin, at) VALUES (1, 9, 0, '[]', 1, 0, now()) RETURNING sequence";

    // Numbers that only this test uses.
    private const string Gate = "7, 7";

    private readonly NpgsqlDataSource database;

    public SettledPlaceTests(Log log) => database = log.Database;

    [Fact]
    public async Task A_signal_that_has_ended_takes_nothing_back()
    {
        await using var signal = await BeginAsync(Signal);
        await RunAsync(Change);
        var settled = await PlaceAsync("SELECT settled_place()");

        Assert.InRange(await PlaceAfterAsync(signal), settled, long.MaxValue);
    }

    [Fact]
    public async Task A_writer_that_has_ended_without_a_change_takes_nothing_back()
    {
        await using var writer = await BeginAsync(Change);
        await RunAsync(Change);

        Assert.InRange(await PlaceAfterAsync(writer, "ROLLBACK"), await PlaceAsync("SELECT max(sequence) + 1 FROM task_changes"), long.MaxValue);
    }

    [Fact]
    public async Task What_a_writer_has_committed_since_the_snapshot_is_not_settled_in_it()
    {
        await using var writer = await BeginAsync(Change);
        await RunAsync(Change);

        Assert.InRange(await PlaceAfterAsync(writer), 0, await PlaceAsync("SELECT sequence FROM task_changes ORDER BY sequence DESC OFFSET 1 LIMIT 1"));
    }

    [Fact]
    public async Task Each_query_asks_for_the_place_once_whatever_the_number_of_changes()
    {
        await using var server = new TrackerServer();
        await using var source = NpgsqlDataSource.Create(TestDatabase.ConnectionOf(server.Folder));
        await using var count = source.CreateCommand("""
            CREATE SEQUENCE asked;
            CREATE OR REPLACE FUNCTION settled_place() RETURNS bigint LANGUAGE plpgsql STABLE AS $$ BEGIN PERFORM nextval('asked'); RETURN 9223372036854775807; END $$;
            """);
        await count.ExecuteNonQueryAsync();
        await server.AddUserAsync("ada");
        await server.AddTaskAsync(1, "task");
        await server.MoveAsync(1, times: 20);
        await using var asked = source.CreateCommand("SELECT nextval('asked')");
        var before = (long)(await asked.ExecuteScalarAsync())!;

        Assert.Equal(21, (await server.LogAsync()).Count);
        Assert.Equal(2, (long)(await asked.ExecuteScalarAsync())! - before);
    }

    // The transaction runs when the snapshot is taken; the place is asked for when it has ended.
    private async Task<long> PlaceAfterAsync(NpgsqlConnection running, string end = "COMMIT")
    {
        var asking = PlaceAsync($"SELECT settled_place() FROM (SELECT pg_advisory_xact_lock({Gate}) OFFSET 0) AS waited");
        await Polling.UntilAsync(async () => await PlaceAsync("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = 7 AND NOT granted") > 0 ? "" : null);
        await RunAsync(end, running);
        return await asking;
    }

    private async Task<NpgsqlConnection> BeginAsync(string sql)
    {
        var connection = await database.OpenConnectionAsync();
        await RunAsync("BEGIN", connection);
        await RunAsync($"SELECT pg_advisory_xact_lock({Gate})", connection);
        await RunAsync(sql, connection);
        return connection;
    }

    private static async Task RunAsync(string sql, NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task RunAsync(string sql)
    {
        await using var connection = await database.OpenConnectionAsync();
        await RunAsync(sql, connection);
    }

    private async Task<long> PlaceAsync(string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public sealed class Log : IAsyncLifetime
    {
        private readonly TrackerServer server = new();

        public NpgsqlDataSource Database { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            await server.AddUserAsync("ada");
            Database = NpgsqlDataSource.Create(TestDatabase.ConnectionOf(server.Folder));
        }

        public async Task DisposeAsync()
        {
            await Database.DisposeAsync();
            await server.DisposeAsync();
        }
    }
}
