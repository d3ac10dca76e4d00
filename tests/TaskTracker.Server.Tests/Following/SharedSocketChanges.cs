using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Following;

/// <summary>Over graphql-transport-ws, all subscriptions on one socket. One that is left early is completed, and the socket stays.</summary>
internal sealed class SharedSocketChanges : ChangeSource, IAsyncDisposable
{
    private static readonly string Query = Subscription(Applied.Selection);

    private readonly SocketClient client;
    private readonly ConcurrentDictionary<string, Channel<JsonObject>> operations = new();
    private readonly SemaphoreSlim sending = new(1, 1);
    private readonly Task reading;
    private int lastId;

    private SharedSocketChanges(SocketClient client)
    {
        this.client = client;
        reading = Task.Run(ReadAllAsync);
    }

    public static async Task<SharedSocketChanges> OpenAsync(Uri server, CancellationToken cancellationToken) =>
        new(await SocketClient.InitialisedAsync(server, null, cancellationToken));

    public override async IAsyncEnumerable<Applied> FollowAsync(string after, string? until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var id = $"{Interlocked.Increment(ref lastId)}";
        var messages = operations[id] = Channel.CreateUnbounded<JsonObject>(new() { SingleReader = true, SingleWriter = true });
        var isOver = false;
        try
        {
            await SendAsync(() => client.SubscribeAsync(id, Query, new { after, until }));
            await foreach (var message in messages.Reader.ReadAllAsync(cancellationToken))
            {
                isOver = (string?)message["type"] != "next";
                if (isOver)
                {
                    break;
                }

                yield return Read(message["payload"]!);
            }
        }
        finally
        {
            operations.TryRemove(id, out _);
            if (!isOver)
            {
                await SendAsync(() => client.CompleteAsync(id));
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        client.Drop();
        await reading;
        await client.DisposeAsync();
        sending.Dispose();
    }

    private async Task SendAsync(Func<Task> send)
    {
        await sending.WaitAsync();
        try
        {
            await send();
        }
        finally
        {
            sending.Release();
        }
    }

    private async Task ReadAllAsync()
    {
        try
        {
            while (true)
            {
                var message = await client.ReadAsync();
                var type = (string?)message["type"];
                if (type == "ping")
                {
                    await SendAsync(() => client.SendAsync("""{"type":"pong"}"""));
                }
                else if (operations.TryGetValue((string)message["id"]!, out var operation))
                {
                    if (type == "error")
                    {
                        operation.Writer.TryComplete(Refusal(message["payload"]?[0], message));
                    }
                    else
                    {
                        operation.Writer.TryWrite(message);
                    }
                }
            }
        }
        catch (Exception exception)
        {
            foreach (var (_, operation) in operations)
            {
                operation.Writer.TryComplete(exception);
            }
        }
    }
}
