namespace TaskTracker.Server.Tests.Hosting;

/// <summary>Waiting for subscriptions to begin and to end.</summary>
internal static class ActiveSubscriptions
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Waits until the server says that it has so many.</summary>
    public static Task SubscriptionsAsync(this TrackerServer server, int count) => server.Client.SubscriptionsAsync(count).WaitAsync(Patience);

    /// <summary>The same with a server of any kind, for a minute at most.</summary>
    public static async Task SubscriptionsAsync(this HttpClient client, int count) => await Polling.UntilAsync(
        async () => (await client.GetStringAsync("/metrics")).Contains($"\ntasktracker_subscriptions_active{{otel_scope_name=\"TaskTracker\"}} {count}\n", StringComparison.Ordinal) ? client : null);
}
