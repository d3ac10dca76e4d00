using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Access;
using TaskTracker.Core.Tasks;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Following;

/// <summary>Changes with the largest texts there are: memory keeps few of them, and who is further behind has the log.</summary>
public sealed class LargeChangesTests
{
    private const int DescriptionLength = 20_000;

    // Each with the old text and the new, two bytes a character: 40 MB, of which memory holds 32.
    private const int Changes = 500;

    private const int Last = 1 + Changes;

    [Fact]
    public async Task One_who_is_behind_what_memory_holds_gets_everything_from_the_log()
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await using var server = new TrackerServer();
        await server.AddUserAsync("ada");
        await server.AddTaskAsync(1, "long");
        var start = (await server.LogAsync())[^1];
        var source = new WebSocketChanges(server.Client.BaseAddress!, selection: "cursor taskId taskVersion");

        // Memory holds only what somebody follows.
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var following = FollowAsync();
        await ChangeAsync(2);
        await begun.Task.WaitAsync(bound.Token);
        for (var version = 3; version <= Last; version++)
        {
            await ChangeAsync(version);
        }

        await following;
        server.Commands.Clear();
        await FollowAsync();

        // A few of them at a time. Beside them the feed asks once a second whether there is more.
        Assert.InRange(server.Commands.Texts.Count(text => text.Contains("FROM \"task_changes\"", StringComparison.Ordinal)), 15, int.MaxValue);

        async Task ChangeAsync(int version)
        {
            var description = version.ToString(CultureInfo.InvariantCulture).PadRight(DescriptionLength, 'x');
            Assert.True((await server.Services.GetRequiredService<UpdateTask>().ExecuteAsync(Actor.Operator, new(1, default, description), default)).Succeeded);
        }

        async Task FollowAsync()
        {
            var version = 1;
            await foreach (var change in source.FollowAsync(start, until: null, bound.Token))
            {
                Assert.Equal(++version, change.Version);
                begun.TrySetResult();
                if (version == Last)
                {
                    return;
                }
            }
        }
    }
}
