using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using GraphQL;
using GraphQLParser.AST;
using TaskTracker.Core;
using TaskTracker.Core.Access;
using TaskTracker.Server.Accounts;
using TaskTracker.Server.EventStreams;
using TaskTracker.Server.GraphQL.Errors;
using TaskTracker.Server.GraphQL.Execution;
using TaskTracker.Server.GraphQL.Json;
using TaskTracker.Server.GraphQL.Subscriptions;
using TaskTracker.Server.Limits;
using TaskTracker.Server.LiveChanges;

namespace TaskTracker.Server.GraphQL.EventStreams;

/// <summary>
/// GraphQL over server-sent events, the distinct connections mode of graphql-sse: every result is a <c>next</c> event, and
/// <c>complete</c> says that there is no more. Refusals are results too; only what is no GraphQL request has a status of its own.
/// </summary>
internal sealed class GraphQLEventStream(
    GraphQLExecutor executor, Subscriber subscriber, OpenCallers callers, ConnectionLimits connections, EventStreamSender sender)
{
    // Subscriptions are run by somebody else; never seen by a client.
    private static readonly CodedError Subscribes = new(ErrorCodes.OperationTypeNotSupported, "");

    /// <summary>Runs the request and sends what comes of it until there is no more, the client leaves or the server stops.</summary>
    /// <param name="context">The HTTP request. Its <c>Last-Event-ID</c> takes the place of a subscription's <c>after</c>.</param>
    /// <param name="request">What to run.</param>
    /// <param name="refuse">Which operations the HTTP method does not run.</param>
    /// <exception cref="CodedError">The client has too many connections; nothing has been sent.</exception>
    public async Task SendAsync(HttpContext context, GraphQLRequest request, Func<OperationType, ExecutionError?> refuse)
    {
        using var connection = connections.TryOpen(context.Caller()) ?? throw ConnectionLimits.Refusal;
        using var caller = callers.Open(context.Caller());
        var actor = caller.Now.As(Origin.GraphQL);
        var result = await executor.ExecuteAsync(
            request, actor, type => type == OperationType.Subscription ? Subscribes : refuse(type), context.RequestServices, root: null, context.RequestAborted);
        IAsyncEnumerable<Result<ChangeEvent[]>>? events = null;
        if (result.Errors is [var only, ..] && only == Subscribes)
        {
            // Before the answer begins: a client that sees it begin misses nothing from then on.
            (events, result) = await subscriber.SubscribeAsync(request, actor, context.RequestServices, context.RequestAborted, LastEventId.Of(context.Request));
        }

        // A comment: clients of this protocol break off at a retry, and at an id without an event.
        await sender.SendAsync(context, caller, ResultsAsync(events, result), static writer => writer.WriteHeartbeat(), Write, Refuse);
    }

    private static async IAsyncEnumerable<StreamedResults> ResultsAsync(
        IAsyncEnumerable<Result<ChangeEvent[]>>? events, ExecutionResult? result, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (events is not null)
        {
            await foreach (var some in events.WithCancellation(cancellationToken))
            {
                if (some.Succeeded)
                {
                    yield return new(some.Value);
                }
                else
                {
                    result = Subscriber.Refusal(some.Failures[0]);
                }
            }
        }

        yield return new([], result is null ? default(ReadOnlyMemory<byte>?) : Serialize(result), IsComplete: true);
    }

    private static void Write(EventStreamWriter writer, StreamedResults results)
    {
        foreach (var change in results.Events)
        {
            writer.WriteBlock(change.Block);
        }

        if (results.Last is { } last)
        {
            writer.WriteEvent("next"u8, null, last.Span);
        }

        if (results.IsComplete)
        {
            writer.WriteEvent("complete"u8, null, default);
        }
    }

    private static void Refuse(EventStreamWriter writer, AccessRefusal refusal) =>
        Write(writer, new([], Serialize(Subscriber.Refusal(refusal)), IsComplete: true));

    private static ReadOnlyMemory<byte> Serialize(ExecutionResult result)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, JsonFormat.Options))
        {
            ResultWriter.Write(writer, result);
        }

        return buffer.WrittenMemory;
    }

    /// <summary>What is sent at once.</summary>
    private readonly record struct StreamedResults(ChangeEvent[] Events, ReadOnlyMemory<byte>? Last = null, bool IsComplete = false);
}
