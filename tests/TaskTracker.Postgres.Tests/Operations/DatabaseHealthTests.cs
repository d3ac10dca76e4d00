using System.Diagnostics;
using Npgsql;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Operations;

/// <summary>What the server says of itself when its database is in trouble.</summary>
public sealed class DatabaseHealthTests : IAsyncLifetime
{
    private const string Unreachable = """503 {"status":"unavailable","database":"unreachable","migrations":"unknown"}""";
    private const string Ready = """200 {"status":"ready","database":"ok","migrations":"ok"}""";

    private readonly TemporaryFolder folder = new();
    private TrackerServer server = null!;

    public Task InitializeAsync()
    {
        server = TrackerServer.With(new() { ["Health:DatabaseTimeoutSeconds"] = "1" }, folder.Path);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_database_that_hangs_makes_the_server_unready_in_time_and_ready_again_when_it_goes_on()
    {
        await using (var other = new NpgsqlConnection(TestDatabase.ConnectionOf(folder.Path)))
        {
            await other.OpenAsync();
            await using var transaction = await other.BeginTransactionAsync();
            await using var hold = new NpgsqlCommand("""LOCK TABLE "__EFMigrationsHistory" IN ACCESS EXCLUSIVE MODE""", other, transaction);
            await hold.ExecuteNonQueryAsync();

            var before = Stopwatch.StartNew();
            Assert.Equal([Unreachable, Unreachable, Unreachable], await Task.WhenAll(AskAsync(), AskAsync(), AskAsync()));
            // A second, and what a busy machine adds; the driver itself would wait for thirty.
            Assert.InRange(before.Elapsed, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(10));
            await using var waiting = new NpgsqlCommand(
                "SELECT count(*) FROM pg_locks WHERE relation = '\"__EFMigrationsHistory\"'::regclass AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
                other, transaction);
            Assert.Equal(1L, await waiting.ExecuteScalarAsync());
        }

        await Polling.UntilAsync(async () => await AskAsync() == Ready ? "so" : null);
    }

    [Fact]
    public async Task A_database_that_is_gone_makes_the_server_unready_and_leaves_it_live()
    {
        Assert.Equal(Ready, await AskAsync());
        var database = new NpgsqlConnectionStringBuilder(TestDatabase.ConnectionOf(folder.Path));
        await using var administration = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Database = "postgres", Pooling = false });
        await using var drop = administration.CreateCommand($"DROP DATABASE {database.Database} WITH (FORCE)");
        await drop.ExecuteNonQueryAsync();

        await Polling.UntilAsync(async () => await AskAsync() == Unreachable ? "so" : null);
        Assert.Equal("""{"status":"live"}""", await server.Client.GetStringAsync("/health/live"));
    }

    private async Task<string> AskAsync()
    {
        using var answer = await server.Client.GetAsync("/health/ready");
        return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
    }
}
