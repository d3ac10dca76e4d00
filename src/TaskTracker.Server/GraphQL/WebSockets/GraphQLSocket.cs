using System.Net.WebSockets;
using GraphQL;
using TaskTracker.Core.Access;
using TaskTracker.Core.Accounts;
using TaskTracker.Server.Accounts;
using TaskTracker.Server.GraphQL.Documents;
using TaskTracker.Server.GraphQL.Errors;
using TaskTracker.Server.GraphQL.Execution;
using TaskTracker.Server.GraphQL.Json;
using TaskTracker.Server.Limits;

namespace TaskTracker.Server.GraphQL.WebSockets;

/// <summary>
/// One client's socket, from the handshake to its end, by the protocol graphql-transport-ws
/// (https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md).
/// </summary>
/// <param name="socket">The socket, open.</param>
/// <param name="stream">What is below it.</param>
/// <param name="abort">Drops the connection below it, whatever is waiting to be sent.</param>
/// <param name="handshake">Who opened it, as the handshake says.</param>
/// <param name="clientName">What the client calls itself, unless <c>connection_init</c> says something else; null for nothing.</param>
/// <param name="connection">Its place among those of the client.</param>
/// <param name="callers">Look whether whoever it is still has the right to it.</param>
/// <param name="credentials">Reads what <c>connection_init</c> brings.</param>
/// <param name="runner">Runs the operations.</param>
/// <param name="settings">The limits.</param>
/// <param name="time">The clock that deadlines go by.</param>
internal sealed class GraphQLSocket(
    WebSocket socket, SocketStream stream, Action abort, Caller handshake, string? clientName, ClientConnection connection, OpenCallers callers, Credentials credentials,
    OperationRunner runner, WebSocketSettings settings, TimeProvider time)
{
    private const int FirstRead = 1_024;

    private readonly SocketWriter writer = new(socket, stream, time);
    private readonly SocketOperations operations = new(settings.MaxOperations);
    private readonly SocketDeadlines deadlines = new(settings, time);
    private volatile OpenCaller caller = callers.Open(handshake);
    private bool isInitialised;
    private int isClosing;

    /// <summary>Reads until the client is gone, and returns when nothing of it runs any more.</summary>
    public async Task RunAsync()
    {
        try
        {
            while (await ReadMessageAsync())
            {
            }

            operations.StopAll();
            await writer.CloseAsync((int)(socket.CloseStatus is { } status and not WebSocketCloseStatus.Empty ? status : WebSocketCloseStatus.NormalClosure), null);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            // The connection broke, or the bytes were not of the WebSocket protocol, which the socket itself answers.
        }
        finally
        {
            Volatile.Write(ref isClosing, 1);
            caller.Dispose();
            operations.StopAll();
            await operations.WhenAllEndedAsync();
        }
    }

    /// <summary>
    /// Ends the socket from the server's side: nothing more is read or answered, and the client has a moment to answer the close
    /// frame before the connection is dropped. Of several reasons the first is told.
    /// </summary>
    public void Close(SocketClose close)
    {
        if (Interlocked.Exchange(ref isClosing, 1) == 0)
        {
            deadlines.Closing();
            operations.StopAll();
            _ = writer.CloseAsync(close.Code, close.Reason);
        }
    }

    /// <summary>Called a few times a second: pings, and ends what has waited too long or has lost its right.</summary>
    public void Check()
    {
        if (caller.Refusal is { } refusal)
        {
            Close(SocketClose.Of(refusal));
        }

        switch (deadlines.Check(writer))
        {
            case Overdue.Initialisation:
                Close(SocketClose.InitialisationTimeout);
                break;
            case Overdue.Ping:
                _ = PingAsync();
                break;
            case Overdue.Peer:
                abort();
                break;
        }
    }

    /// <returns>False when the client closes.</returns>
    private async ValueTask<bool> ReadMessageAsync()
    {
        // Into no buffer: it waits for a message to begin, and an idle socket holds no memory for it.
        var piece = await socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None);
        using var message = new PooledBuffer(FirstRead);
        while (piece.MessageType != WebSocketMessageType.Close && !piece.EndOfMessage)
        {
            piece = await socket.ReceiveAsync(message.GetMemory(), CancellationToken.None);
            message.Advance(piece.Count);
            deadlines.Heard();
            if (message.Length > settings.MaxMessageBytes)
            {
                Close(SocketClose.MessageTooBig);
            }

            if (Volatile.Read(ref isClosing) != 0)
            {
                message.Clear();
            }
        }

        if (piece.MessageType == WebSocketMessageType.Close)
        {
            return false;
        }

        if (Volatile.Read(ref isClosing) == 0)
        {
            await HandleAsync(piece.MessageType, message.Span);
        }

        return true;
    }

    private ValueTask HandleAsync(WebSocketMessageType type, ReadOnlySpan<byte> json)
    {
        try
        {
            return type == WebSocketMessageType.Text
                ? HandleAsync(ClientMessage.Read(json))
                : throw new CodedError(ErrorCodes.BadRequest, "Messages are text, not binary");
        }
        catch (CodedError invalid)
        {
            Close(SocketClose.InvalidMessage(invalid.Message));
            return default;
        }
    }

    private ValueTask HandleAsync(ClientMessage message) => message.Type switch
    {
        ClientMessageType.ConnectionInit => InitialiseAsync(RequestReader.ReadInputs(message.Payload, "payload")),
        ClientMessageType.Ping => writer.SendAsync(ServerMessage.Pong(message.Payload)),
        ClientMessageType.Subscribe => SubscribeAsync(message),
        ClientMessageType.Complete => Stop(message.Id),
        _ => default,
    };

    /// <param name="connectionParams">What the client says of itself in <c>connection_init</c>; a credential in it takes the place of the handshake's.</param>
    private async ValueTask InitialiseAsync(Inputs connectionParams)
    {
        if (isInitialised)
        {
            Close(SocketClose.TooManyInitialisations);
            return;
        }

        isInitialised = true;
        deadlines.Initialised();
        clientName = ClientName.Of(connectionParams) ?? clientName;
        if (ConnectionParams.ReadCredential(connectionParams) is { } credential)
        {
            // Read before the next message: what follows is asked by whoever this is.
            var signedIn = await credentials.ReadAsync(credential, CancellationToken.None);
            caller.Dispose();
            caller = callers.Open(handshake.With(credential, signedIn.Value));
        }

        if (caller.Now.IsRejected)
        {
            credentials.Refused(handshake.Address);
            Close(SocketClose.Unauthorized);
            return;
        }

        if (!connection.TryBelongTo(caller.Now.SignedIn?.Identity))
        {
            Close(SocketClose.TooManyConnections);
            return;
        }

        await writer.SendAsync(ServerMessage.ConnectionAck);
    }

    private ValueTask SubscribeAsync(ClientMessage message)
    {
        if (!isInitialised)
        {
            Close(SocketClose.Unauthorized);
            return default;
        }

        var request = RequestReader.Read(message.Payload);
        request.Client = clientName;
        return StartAsync(new(message.Id), request);
    }

    private async ValueTask StartAsync(RunningOperation operation, GraphQLRequest request)
    {
        await callers.CheckAsync(caller, CancellationToken.None);
        if (caller.Refusal is { } refusal)
        {
            Close(SocketClose.Of(refusal));
            return;
        }

        var actor = caller.Now.As(Origin.GraphQL);
        switch (operations.TryAdd(operation))
        {
            case Admission.IdTaken:
                Close(SocketClose.SubscriberExists(operation.Id));
                break;
            case Admission.TooMany:
                await runner.RefuseAsync(
                    operation, new(ErrorCodes.TooManyOperations, $"The socket has {settings.MaxOperations} operations in flight. Complete some, or open another socket."), writer);
                break;
            default:
                // Elsewhere, so that the next message is read meanwhile.
                _ = Task.Run(() => runner.RunAsync(operation, request, actor, operations, writer));
                // A close from elsewhere may have missed the operation that was just added.
                if (Volatile.Read(ref isClosing) != 0)
                {
                    operations.Stop(operation.Id);
                }

                break;
        }
    }

    private ValueTask Stop(string id)
    {
        operations.Stop(id);
        return default;
    }

    private async Task PingAsync()
    {
        try
        {
            await writer.SendAsync(ServerMessage.Ping);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            // The reader notices too.
        }
    }
}
