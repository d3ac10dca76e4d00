using System.Collections.Concurrent;

namespace TaskTracker.Server.GraphQL.WebSockets;

/// <summary>
/// The sockets that are open. One timer looks after all of them, which costs an idle socket nothing, and all are closed when the
/// server stops.
/// </summary>
internal sealed class OpenSockets : IDisposable
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<GraphQLSocket, bool> sockets = new();
    private readonly IHostApplicationLifetime lifetime;
    private readonly ITimer timer;
    private readonly CancellationTokenRegistration stopping;

    public OpenSockets(IHostApplicationLifetime lifetime, TimeProvider time)
    {
        this.lifetime = lifetime;
        timer = time.CreateTimer(_ => CheckAll(), null, CheckInterval, CheckInterval);
        stopping = lifetime.ApplicationStopping.Register(CloseAll);
    }

    public void Add(GraphQLSocket socket)
    {
        sockets.TryAdd(socket, true);
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            socket.Close(SocketClose.ServiceRestart);
        }
    }

    public void Remove(GraphQLSocket socket) => sockets.TryRemove(socket, out _);

    public void Dispose()
    {
        stopping.Dispose();
        timer.Dispose();
    }

    private void CheckAll()
    {
        foreach (var (socket, _) in sockets)
        {
            socket.Check();
        }
    }

    private void CloseAll()
    {
        foreach (var (socket, _) in sockets)
        {
            socket.Close(SocketClose.ServiceRestart);
        }
    }
}
