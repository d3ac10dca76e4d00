using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Data;
using TaskTracker.Core.Tasks;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.GraphQL.WebSockets;

/// <summary>A mutation whose socket is dropped is done as a whole all the same.</summary>
public sealed class DroppedMutationTests
{
    private const int Fields = 5;

    private static readonly string Mutation =
        $"mutation ($title: String!) {{ {string.Join(' ', Enumerable.Range(0, Fields).Select(i => $"f{i}: createTask(input: {{title: $title, userId: 1}}) {{ task {{ id }} }}"))} }}";

    [Fact]
    public async Task A_mutation_that_has_begun_is_finished_though_its_socket_is_dropped()
    {
        var firstWrite = new HeldSave();
        await using var server = TrackerServer.With([], configureServices: services => services.AddSingleton<IInterceptor>(firstWrite));
        await server.AddUserAsync("ada");
        await using var client = await SocketClient.InitialisedAsync(server);
        await client.SubscribeAsync("watch", "subscription { onTaskChanged { cursor } }");
        await server.SubscriptionsAsync(1);
        await client.SubscribeAsync("write", Mutation, new { title = "dropped" });
        await firstWrite.Begun;
        client.Drop();
        await server.SubscriptionsAsync(0);
        firstWrite.Release();

        await Polling.UntilAsync(async () => await CountAsync(server) == Fields ? server : null);
    }

    [Fact]
    public async Task A_mutation_that_has_begun_is_finished_though_the_token_of_its_socket_expires()
    {
        var firstWrite = new HeldSave();
        await using var server = TrackerServer.With([], configureServices: services => services.AddSingleton<IInterceptor>(firstWrite));
        var ada = await server.SignUpAsync("ada");
        await using var client = await SocketClient.SignedInAsync(server, ada.AccessToken);
        await client.SubscribeAsync("write", Mutation, new { title = "expired" });
        await firstWrite.Begun;
        server.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal("4401 Unauthorized", await client.ClosedAsync());
        firstWrite.Release();

        await Polling.UntilAsync(async () => await CountAsync(server) == Fields ? server : null);
    }

    [Fact]
    public async Task A_mutation_is_done_as_a_whole_though_its_socket_is_dropped_as_soon_as_it_was_sent()
    {
        const int Mutations = 200;
        await using var server = new TrackerServer();
        await server.AddUserAsync("ada");
        await Parallel.ForAsync(0, Mutations, async (i, _) =>
        {
            await using var client = await SocketClient.InitialisedAsync(server);
            await client.SubscribeAsync("write", Mutation, new { title = $"dropped {i}" });
            client.Drop();
        });

        await Polling.UntilAsync(async () => await CountAsync(server) == Mutations * Fields ? server : null);
    }

    private static async Task<int> CountAsync(TrackerServer server)
    {
        using var read = await server.Services.GetRequiredService<TrackerDatabase>().ReadAsync(default);
        return await read.Context.Tasks.CountAsync();
    }

    /// <summary>Holds the first writing of a task until it is released.</summary>
    private sealed class HeldSave : SaveChangesInterceptor
    {
        private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => begun.Task.WaitAsync(TimeSpan.FromSeconds(20));

        public void Release() => released.SetResult();

        public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
            DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            if (eventData.Context!.ChangeTracker.Entries<TaskItem>().Any())
            {
                begun.TrySetResult();
                await released.Task.WaitAsync(TimeSpan.FromSeconds(20), cancellationToken);
            }

            return result;
        }
    }
}
