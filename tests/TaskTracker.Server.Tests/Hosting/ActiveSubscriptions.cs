namespace TaskTracker.Server.Tests.Hosting;

/// <summary>Waiting for subscriptions to begin and to end.</summary>
internal static class ActiveSubscriptions
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Waits until the server says that it has so many.</summary>
    public static async Task SubscriptionsAsync(this TrackerServer server, int count) =>
        await Polling.UntilAsync(
                async () => (await server.Client.GetStringAsync("/metrics")).EndsWith($"tasktracker_subscriptions_active {count}\n", StringComparison.Ordinal) ? server : null)
            .WaitAsync(Patience);
}
