using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Access;
using TaskTracker.Core.Tasks;
using TaskTracker.Server.Tests.Faults;
using TaskTracker.Server.Tests.Hosting;
using Xunit.Abstractions;

namespace TaskTracker.Server.Tests.Replicas;

/// <summary>The change log does not serialise those who write: sixteen of them are not much slower with it than without.</summary>
/// <remarks>
/// A lock around the writing of the log is seen when it is held for some two milliseconds or more; a shorter one hides in what else a write costs here.
/// </remarks>
[Collection(nameof(Alone))]
public sealed class WriteScalingTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Writers = 16;
    private const double Least = 0.7;

    // Whatever else the machine does falls on some turns, and on both databases alike when turns are short.
    private const int Attempts = 3;

    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(250);
    private static readonly int Turns = FaultServer.IsLong ? 24 : 8;

    // Both in this process and in one cluster that waits for no disk: nothing but the log makes a difference, and nothing hides it.
    private readonly TrackerServer with = new();
    private readonly TrackerServer without = new();

    public async Task InitializeAsync()
    {
        foreach (var server in new[] { with, without })
        {
            await server.AddUserAsync("ada");
        }

        without.Read("CREATE RULE no_log AS ON INSERT TO task_changes DO INSTEAD NOTHING");
    }

    public async Task DisposeAsync()
    {
        await without.DisposeAsync();
        await with.DisposeAsync();
    }

    [Fact]
    public async Task Sixteen_writers_with_the_log_do_at_least_seventy_percent_of_what_they_do_without()
    {
        await WriteAsync(with);
        await WriteAsync(without);
        var best = 0.0;
        for (var attempt = 0; attempt < Attempts && best < Least; attempt++)
        {
            var (logged, unlogged) = (0, 0);
            for (var turn = 0; turn < Turns; turn++)
            {
                // Each begins every other time: what the first leaves to do falls to the second.
                logged += turn % 2 == 0 ? await WriteAsync(with) : 0;
                unlogged += await WriteAsync(without);
                logged += turn % 2 == 1 ? await WriteAsync(with) : 0;
            }

            best = Math.Max(best, (double)logged / unlogged);
            output.WriteLine($"{logged} with the log, {unlogged} without: {(double)logged / unlogged:P0}");
        }

        Assert.InRange(best, Least, double.MaxValue);
    }

    private static async Task<int> WriteAsync(TrackerServer server)
    {
        var create = server.Services.GetRequiredService<CreateTask>();
        var begun = Stopwatch.GetTimestamp();
        var written = await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            var count = 0;
            while (Stopwatch.GetElapsedTime(begun) < Turn)
            {
                Assert.True((await create.ExecuteAsync(new(Origin.GraphQL, Permissions.All), new("Write the report for the board", null, 1, TaskStatus.Pending), default)).Succeeded);
                count++;
            }

            return count;
        })));
        return written.Sum();
    }
}
