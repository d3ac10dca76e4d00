using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Server.Tests.Hosting;
using TaskTracker.Server.Tests.Idempotency;

namespace TaskTracker.Server.Tests.Faults;

/// <summary>SQLite itself refuses to write, told so on the writer's own connection.</summary>
public sealed class TroubledStoreTests : IAsyncDisposable
{
    private readonly Trouble trouble = new();
    private readonly TrackerServer server;

    public TroubledStoreTests() => server = TrackerServer.With([], configureServices: services => services.AddSingleton<IInterceptor>(trouble));

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("PRAGMA query_only = ON", "The store cannot be written, only read.")]
    [InlineData("PRAGMA max_page_count = 1", "The store is full.")]
    public async Task Every_write_of_a_crowd_is_refused_by_name_reads_go_on_and_it_works_again_when_the_trouble_is_over(string begin, string message)
    {
        await server.AddUserAsync("alice");
        await server.AddTaskAsync(1, "before");

        trouble.Command = begin;
        Assert.All(await CreateAsync(overRest: true), answer => Assert.Equal((503, "STORE_UNAVAILABLE", true), ((int)answer.Status, (string?)answer.Json["code"], Tells(answer))));
        Assert.All(await CreateAsync(overRest: false), answer => Assert.Equal((200, "STORE_UNAVAILABLE", true), (answer.Status, (string?)answer.Json["errors"]![0]!["extensions"]!["code"], Tells(answer))));
        Assert.Equal(200, (await server.RestAsync(null, "GET", "/tasks/1", new { })).Status);
        Assert.Equal(["before"], server.Read("SELECT title FROM tasks"));

        trouble.Command = null;
        Assert.All(await CreateAsync(overRest: true), answer => Assert.Equal(200, answer.Status));
        Assert.All(await CreateAsync(overRest: false), answer => Assert.Null(answer.Json["errors"]));
        Assert.Equal(["33"], server.Read("SELECT count(*) FROM tasks"));
        Assert.Equal(["33"], server.Read("SELECT count(*) FROM task_changes"));

        bool Tells(Answered answer) => answer.Body.Contains(message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_that_ends_the_transaction_is_told_to_all_whose_writes_were_in_it_and_to_nobody_else()
    {
        const int tasks = 32;
        await server.AddUserAsync("alice");
        await Task.WhenAll(Enumerable.Range(0, tasks).Select(_ => server.AddTaskAsync(1, "t")));

        // A move needs room for its change only, in a statement that cannot be undone by itself.
        trouble.Command = "PRAGMA max_page_count = 1";
        var moved = 0;
        var refused = 0;
        for (var round = 0; refused == 0; round++)
        {
            var answers = await MoveAsync(round);
            Assert.All(answers, answer => Assert.True(answer.Status == 200 || (answer.Status, (string?)answer.Json["code"]) == (503, "STORE_UNAVAILABLE"), answer.Body));
            moved += answers.Count(answer => answer.Status == 200);
            refused = answers.Count(answer => answer.Status == 503);
            Assert.Equal([$"{moved}"], server.Read("SELECT count(*) FROM task_changes WHERE kind = 2"));

            if (refused > 0)
            {
                trouble.Command = null;
                Assert.All(await MoveAsync(round), answer => Assert.Equal(200, answer.Status));
                Assert.Equal([$"{moved + refused}"], server.Read("SELECT count(*) FROM task_changes WHERE kind = 2"));
            }
        }

        Task<Answered[]> MoveAsync(int round) => Task.WhenAll(Enumerable.Range(1, tasks).Select(id =>
            server.RestAsync($"{round}-{id}", "PUT", $"/tasks/{id}/status", new { status = round % 2 == 0 ? "COMPLETED" : "PENDING" })));
    }

    // Long enough that each needs room of its own.
    private Task<Answered[]> CreateAsync(bool overRest) => Task.WhenAll(Enumerable.Range(0, 16).Select(i => overRest
        ? server.RestAsync($"r{i}", "POST", "/tasks/", new { title = "t", user_id = 1, description = new string('x', 15_000) })
        : server.GraphQLAsync($"g{i}", "mutation ($d: String) { createTask(input: {title: \"t\", userId: 1, description: $d}) { task { id } } }", new { d = new string('x', 15_000) })));

    /// <summary>Runs a command before each transaction.</summary>
    private sealed class Trouble : DbTransactionInterceptor
    {
        public string? Command { get; set; }

        public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
            DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Command ?? "PRAGMA query_only = OFF; PRAGMA max_page_count = 1073741823";
            await command.ExecuteNonQueryAsync(cancellationToken);
            return result;
        }
    }
}
