using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using TaskTracker.Core.Accounts;
using TaskTracker.Server.Accounts;
using TaskTracker.Server.GraphQL.Documents;
using TaskTracker.Server.Limits;
using TaskTracker.Server.Web;

namespace TaskTracker.Server.GraphQL.WebSockets;

/// <summary>The handshake of GraphQL over WebSocket.</summary>
internal sealed class WebSocketEndpoint(
    OpenSockets sockets, OperationRunner runner, OpenCallers callers, ConnectionLimits connections, Credentials credentials, IOptions<GraphQLOptions> options,
    TimeProvider time)
{
    public const string Protocol = "graphql-transport-ws";

    public async Task HandleAsync(HttpContext context)
    {
        if (!context.WebSockets.WebSocketRequestedProtocols.Contains(Protocol))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync($"Ask for the WebSocket subprotocol {Protocol}. It is the only one that this server speaks.\n", context.RequestAborted);
            return;
        }

        using var connection = connections.TryOpen(context.Caller());
        if (connection is null)
        {
            await DoorRefusal.WriteAsync(context, ConnectionLimits.Refusal);
            return;
        }

        // Pings are messages of our own: unlike frames, a browser's page can see them.
        using var webSocket = await context.WebSockets.AcceptWebSocketAsync(
            new WebSocketAcceptContext { SubProtocol = Protocol, KeepAliveInterval = Timeout.InfiniteTimeSpan });
        var stream = context.Features.GetRequiredFeature<SocketUpgrade>().Stream!;
        var socket = new GraphQLSocket(
            webSocket, stream, context.Abort, context.Caller(), ClientName.Of(context.Request.Headers), connection, callers, credentials, runner,
            options.Value.WebSocket, time);
        sockets.Add(socket);
        try
        {
            await socket.RunAsync();
        }
        finally
        {
            sockets.Remove(socket);
        }
    }
}
