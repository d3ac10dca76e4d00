using System.Diagnostics;
using System.Net.WebSockets;
using GraphQL;
using TaskTracker.Core;
using TaskTracker.Core.Access;
using TaskTracker.Schema;
using TaskTracker.Server.GraphQL.Errors;
using TaskTracker.Server.GraphQL.Execution;
using TaskTracker.Server.GraphQL.Subscriptions;
using TaskTracker.Server.Limits;
using TaskTracker.Server.LiveChanges;
using TaskTracker.Server.Operations.Telemetry;

namespace TaskTracker.Server.GraphQL.WebSockets;

/// <summary>Runs one operation of a socket and sends what comes of it: <c>next</c> messages and <c>complete</c>, or <c>error</c>.</summary>
internal sealed class OperationRunner(
    GraphQLExecutor executor, Subscriber subscriber, RequestLimits limits, IServiceScopeFactory scopes, DefectReporter defects, ServerMeters meters)
{
    // What a client that does not read makes the server hold for each of its operations. What is told at once has a limit, but not with the operation's id, which each
    // message repeats: 4,096 characters in front of some hundred small ones.
    private const int PieceBytes = 64 * 1024;

    public async Task RunAsync(RunningOperation operation, GraphQLRequest request, Actor actor, SocketOperations operations, SocketWriter writer)
    {
        if (SchemaTraces.Source.HasListeners())
        {
            // A trace of its own: that of the handshake would grow for weeks.
            Activity.Current = null;
        }

        try
        {
            await AnswerAsync(operation, request, actor, operations, writer);
        }
        catch (Exception) when (operation.IsStopped)
        {
            // Nobody waits for the answer.
        }
        catch (Exception exception) when (exception is WebSocketException or ObjectDisposedException or IOException)
        {
            // The socket broke; its reader notices too, and cleans up.
        }
        catch (Exception exception)
        {
            await FailAsync(operation, new(defects.Report(exception, "the WebSocket")), operations, writer);
        }
        finally
        {
            operations.Ended();
        }
    }

    /// <summary>Answers an operation that is not run.</summary>
    public ValueTask RefuseAsync(RunningOperation operation, CodedError refusal, SocketWriter writer)
    {
        meters.Refused(refusal.Definition.Name);
        return writer.SendAsync(ServerMessage.Error(operation.Id, new(refusal)));
    }

    private async Task AnswerAsync(RunningOperation operation, GraphQLRequest request, Actor actor, SocketOperations operations, SocketWriter writer)
    {
        if (limits.Take(actor) is { } retryAfter)
        {
            meters.Refused(ErrorCodes.RateLimited.Name);
            await FailAsync(operation, new(RequestLimits.Refusal(retryAfter)), operations, writer);
            return;
        }

        ExecutionResult? result;
        IAsyncEnumerable<Result<ChangeEvent[]>>? events = null;
        await using (var scope = scopes.CreateAsyncScope())
        {
            result = await executor.ExecuteAsync(request, actor, operation.Admit, scope.ServiceProvider, root: null, operation.Stopping);
            if (operation.IsSubscription)
            {
                (events, result) = await subscriber.SubscribeAsync(request, actor, scope.ServiceProvider, operation.Stopping);
            }
        }

        if (events is not null)
        {
            result = await FollowAsync(operation, events, writer);
        }
        else if (result!.Executed || result.Errors is null)
        {
            await writer.SendAsync(ServerMessage.Next(operation.Id, result), operation);
            result = null;
        }

        if (result is not null)
        {
            await FailAsync(operation, result, operations, writer);
        }
        else if (operations.TryFinish(operation))
        {
            await writer.SendAsync(ServerMessage.Complete(operation.Id));
        }
    }

    /// <returns>Why it ended early; null when it did not.</returns>
    private static async Task<ExecutionResult?> FollowAsync(RunningOperation operation, IAsyncEnumerable<Result<ChangeEvent[]>> events, SocketWriter writer)
    {
        var beforePayload = ServerMessage.BeforeNextPayload(operation.Id);
        await foreach (var some in events.WithCancellation(operation.Stopping))
        {
            if (!some.Succeeded)
            {
                return Subscriber.Refusal(some.Failures[0]);
            }

            for (var left = some.Value.AsMemory(); !left.IsEmpty;)
            {
                var frames = ServerMessage.NextFrames(beforePayload, left.Span, PieceBytes, out var taken);
                await writer.SendFramesAsync(frames, operation);
                left = left[taken..];
            }
        }

        return null;
    }

    private static async Task FailAsync(RunningOperation operation, ExecutionResult result, SocketOperations operations, SocketWriter writer)
    {
        if (operations.TryFinish(operation))
        {
            await writer.SendAsync(ServerMessage.Error(operation.Id, result));
        }
    }
}
