using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Access;
using TaskTracker.Core.Tasks;
using TaskTracker.Server.Tests.Following;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Faults;

/// <summary>One of many event streams is not read: nobody else notices, and it misses nothing.</summary>
[Collection(nameof(Alone))]
public sealed class StalledStreamTests
{
    private const int Readers = 49;
    private const int ChangesToWarmUp = 10;
    private const int ChangesBefore = 50;

    // With descriptions of 20,000 characters, told three times for each change: what is not read comes to 9 MB, more than the system's own buffers take.
    private const int ChangesMeanwhile = 150;
    private const int DescriptionLength = 20_000;

    [Theory]
    [InlineData(nameof(EventStreamChanges))]
    [InlineData(nameof(RestChanges))]
    public async Task One_of_many_streams_that_is_not_read_slows_nobody_and_misses_nothing(string door)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var narrow = NarrowConnection.Client();
        await using var server = new TrackerServer();
        await server.AddUserAsync("ada");
        await server.AddTaskAsync(1, "long");
        var start = (await server.LogAsync())[^1];

        const int warm = 1 + ChangesToWarmUp;
        const int between = warm + ChangesBefore;
        const int last = between + ChangesMeanwhile;
        var audience = new Audience(Source(server.Client, "cursor taskId taskVersion"), Readers, last);
        audience.Follow(start, bound.Token);
        await audience.WatchAsync(2, warm, ChangeAsync);
        var before = await audience.WatchAsync(warm + 1, between, ChangeAsync);

        await using var stalled = Source(narrow, "cursor taskId taskVersion changes { field from to } task { description }")
            .FollowAsync(start, until: null, bound.Token).GetAsyncEnumerator(bound.Token);
        Assert.True(await stalled.MoveNextAsync());
        var meanwhile = await audience.WatchAsync(between + 1, last, ChangeAsync);
        await audience.EndAsync();

        // One that waited for it would wait until it reads again; the rest is what a busy machine makes of it.
        Assert.InRange(meanwhile, TimeSpan.Zero, (before * 3) + TimeSpan.FromMilliseconds(250));
        for (var version = 2; version <= last; version++)
        {
            Assert.Equal(version, stalled.Current.Version);
            Assert.True(version == last || await stalled.MoveNextAsync());
        }

        ChangeSource Source(HttpClient client, string selection) =>
            door == nameof(RestChanges) ? new RestChanges(server.Client.BaseAddress!, client) : new EventStreamChanges(server.Client.BaseAddress!, client, selection);

        async Task ChangeAsync(int version)
        {
            var description = version.ToString(CultureInfo.InvariantCulture).PadRight(DescriptionLength, 'x');
            var updated = await server.Services.GetRequiredService<UpdateTask>().ExecuteAsync(Actor.Operator, new(1, default, description), default);
            Assert.True(updated.Succeeded);
        }
    }
}
