using TaskTracker.Core.Changes;

namespace TaskTracker.Server.Operations;

/// <summary>Lets the change feed run while the server does.</summary>
internal sealed class ChangeFeedService(ChangeFeed feed) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => feed.StartAsync(cancellationToken);

    /// <summary>The feed ends when the services are disposed, after the last follower has left.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
