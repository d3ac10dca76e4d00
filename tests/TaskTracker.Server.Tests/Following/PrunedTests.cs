using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Access;
using TaskTracker.Core.Tasks;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Following;

/// <summary>The log is pruned while a subscriber is behind: it is told so and where to go on, over every door, and never just hears nothing.</summary>
public sealed class PrunedTests : IAsyncLifetime
{
    /// <summary>Twice what a subscription reads of the log at once.</summary>
    private const int Changes = 1_000;

    private const int Kept = 10;

    // So much that what is read of the log at once, 500 changes or 10 MB, is more than the buffers on the way hold.
    private const int DescriptionLength = 10_000;

    private readonly CancellationTokenSource bound = new();
    private readonly TrackerServer server = new();
    private readonly HttpClient narrow = NarrowConnection.Client();
    private string beginning = null!;
    private IReadOnlyList<string> log = null!;

    public async Task InitializeAsync()
    {
        await server.AddUserAsync("ada");
        var task = await server.AddTaskAsync(1, "long");
        var update = server.Services.GetRequiredService<UpdateTask>();
        var descriptions = new[] { new string('a', DescriptionLength), new string('b', DescriptionLength) };
        for (var i = 1; i < Changes; i++)
        {
            Assert.True((await update.ExecuteAsync(Actor.Operator, new(task.Id, default, descriptions[i % 2]), default)).Succeeded);
        }

        beginning = await server.BeginningAsync();
        log = await server.LogAsync();
        bound.CancelAfter(TimeSpan.FromMinutes(1));
    }

    public async Task DisposeAsync()
    {
        narrow.Dispose();
        await server.DisposeAsync();
        bound.Dispose();
    }

    [Theory]
    [InlineData(nameof(WebSocketChanges))]
    [InlineData(nameof(EventStreamChanges))]
    [InlineData(nameof(RestChanges))]
    public async Task A_subscriber_that_was_too_slow_is_told_the_oldest_cursor_that_works(string door)
    {
        var source = Source(door);
        var applied = new List<string>();
        await using var changes = source.FollowAsync(beginning, until: null, bound.Token).GetAsyncEnumerator(bound.Token);
        Assert.True(await changes.MoveNextAsync());
        applied.Add(changes.Current.Cursor);

        // The server waits for the subscriber now, with half of the log yet to be read for it.
        await server.PruneAsync(Kept);
        var pruned = await Assert.ThrowsAsync<ChangesPrunedException>(async () =>
        {
            while (await changes.MoveNextAsync())
            {
                applied.Add(changes.Current.Cursor);
            }
        });

        Assert.Equal(log.Take(applied.Count), applied);
        Assert.InRange(applied.Count, 1, Changes - Kept - 1);
        Assert.Equal(log[^(Kept + 1)], pruned.Oldest);
        // Who comes back is told the same, and goes on from there.
        var late = await Assert.ThrowsAsync<ChangesPrunedException>(() => ReadAsync(source, applied[^1]));
        Assert.Equal(pruned.Oldest, late.Oldest);
        Assert.Equal(log.TakeLast(Kept), await ReadAsync(source, pruned.Oldest));
    }

    private async Task<List<string>> ReadAsync(ChangeSource source, string after) =>
        await source.FollowAsync(after, log[^1], bound.Token).Select(change => change.Cursor).ToListAsync(bound.Token);

    private ChangeSource Source(string door)
    {
        const string fat = "cursor taskId taskVersion changes { field from to }";
        var address = server.Client.BaseAddress!;
        return door switch
        {
            nameof(WebSocketChanges) => new WebSocketChanges(address, narrow, fat),
            nameof(EventStreamChanges) => new EventStreamChanges(address, narrow, fat),
            _ => new RestChanges(address, narrow),
        };
    }
}
