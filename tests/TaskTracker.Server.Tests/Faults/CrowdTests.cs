using TaskTracker.Server.Tests.Following;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Faults;

/// <summary>Thousands subscribe and leave again: the server is as small as it was before.</summary>
[Collection(nameof(Alone))]
public sealed class CrowdTests : IDisposable
{
    private const int Sockets = 50;
    private const int SubscriptionsOfSocket = 100;

    private readonly TemporaryFolder folder = new();
    private readonly CancellationTokenSource bound = new(TimeSpan.FromMinutes(2));

    public void Dispose()
    {
        bound.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task The_memory_of_a_crowd_of_subscribers_is_given_back_when_they_have_left()
    {
        using var process = TrackerProcess.Start("--urls", "http://127.0.0.1:0", folder.Setting);
        using var client = new HttpClient { BaseAddress = await process.AddressAsync() };
        await CrowdAsync(client, 1, () => 0);
        var before = process.ResidentBytes();
        var with = await CrowdAsync(client, Sockets, process.ResidentBytes);

        var half = (before + with) / 2;
        await Polling.UntilAsync(() => Task.FromResult(process.ResidentBytes() < half ? process : null));
    }

    // Lets them come, measures, and lets them leave.
    private async Task<long> CrowdAsync(HttpClient client, int sockets, Func<long> measure)
    {
        var crowd = new List<SocketClient>();
        for (var i = 0; i < sockets; i++)
        {
            var socket = await SocketClient.InitialisedAsync(client.BaseAddress!, null, bound.Token);
            crowd.Add(socket);
            for (var id = 0; id < SubscriptionsOfSocket; id++)
            {
                await socket.SubscribeAsync($"{id}", ChangeSource.Subscription("cursor"));
            }
        }

        await client.SubscriptionsAsync(sockets * SubscriptionsOfSocket);
        var measured = measure();
        crowd.ForEach(socket => socket.Drop());
        await client.SubscriptionsAsync(0);
        return measured;
    }
}
