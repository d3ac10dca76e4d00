using GraphQL;
using GraphQLParser.AST;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using TaskTracker.Core.Access;
using TaskTracker.Server.Accounts;
using TaskTracker.Server.GraphQL.Costs;
using TaskTracker.Server.GraphQL.Documents;
using TaskTracker.Server.GraphQL.Errors;
using TaskTracker.Server.GraphQL.EventStreams;
using TaskTracker.Server.GraphQL.Execution;
using TaskTracker.Server.GraphQL.Json;
using TaskTracker.Server.Limits;
using TaskTracker.Server.Operations;
using TaskTracker.Server.Operations.Telemetry;

namespace TaskTracker.Server.GraphQL.Http;

/// <summary>
/// GraphQL over HTTP (https://graphql.github.io/graphql-over-http/draft/): queries by GET, queries and mutations by POST,
/// several at once as a JSON array. Subscriptions, and whatever a client would rather have so, as an event stream.
/// </summary>
internal sealed class GraphQLEndpoint(
    GraphQLExecutor executor, GraphQLEventStream eventStream, RequestLimits limits, DefectReporter defects, ServerMeters meters, IOptions<GraphQLOptions> options)
{
    private readonly int maxBodyBytes = options.Value.MaxBodyBytes;
    private readonly Func<ReadOnlySpan<byte>, RequestBatch> readBody = json => RequestReader.Read(json, options.Value.MaxBatchSize);

    public async Task HandleAsync(HttpContext context)
    {
        context.Response.Headers.Vary = HeaderNames.Accept;
        try
        {
            await AnswerAsync(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; whatever that broke, nobody is left to be told.
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            await RefuseAsync(context, exception);
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var isGet = HttpMethods.IsGet(context.Request.Method);
        if (!isGet && !HttpMethods.IsPost(context.Request.Method))
        {
            throw new CodedError(ErrorCodes.MethodNotAllowed, $"{context.Request.Method} is not for GraphQL. Send queries by GET or POST, mutations by POST.");
        }

        var format = AcceptHeader.Choose(context.Request.Headers.Accept) ?? throw new CodedError(
            ErrorCodes.NotAcceptable, $"Answers are {MediaTypes.GraphQLResponse}, {MediaTypes.Json} or {MediaTypes.EventStream}. Name one of them in 'Accept'.");
        var cost = CostOf(context.Request);
        var client = ClientName.Of(context.Request.Headers);
        if (isGet)
        {
            var query = QueryString.Read(context.Request);
            query.Cost = cost;
            query.Client = client;
            if (query.Query is null)
            {
                context.Response.Headers.Append(HeaderNames.Vary, ClientName.HeaderNames);
            }

            await AnswerOneAsync(context, format, query, RefuseByGet);
            return;
        }

        RequestMediaType.Require(context.Request);
        var batch = await RequestBody.ReadAsync(context.Request, maxBodyBytes, readBody, context.RequestAborted);
        foreach (var request in batch.Requests)
        {
            request.Cost = cost;
            request.Client = client;
        }

        var key = context.Request.Headers[IdempotencyHeader.Name];
        if (batch.IsArray)
        {
            if (key.Count > 0)
            {
                throw new CodedError(ErrorCodes.InvalidIdempotencyKey, "One header cannot name several requests. Give each its own 'extensions.idempotencyKey'.");
            }

            await AnswerBatchAsync(context, format, batch.Requests);
            return;
        }

        // Several values become one text that is no key.
        batch.Requests[0].IdempotencyKey = key.Count > 0 ? key.ToString() : null;
        await AnswerOneAsync(context, format, batch.Requests[0], RefuseByPost);
    }

    private static CostRequest CostOf(HttpRequest request) =>
        request.Headers.TryGetValue(CostRequests.Header, out var wish) ? CostRequests.Read(wish, $"The header {CostRequests.Header}") : CostRequest.Nothing;

    private async Task AnswerOneAsync(HttpContext context, AnswerFormat format, GraphQLRequest request, Func<OperationType, ExecutionError?> refuse)
    {
        if (format == AnswerFormat.EventStream)
        {
            await eventStream.SendAsync(context, request, refuse);
            return;
        }

        var result = await ExecuteAsync(context, request, refuse);
        if (IsRefusedSubscription(result) && AcceptHeader.NamesEventStream(context.Request.Headers.Accept))
        {
            await eventStream.SendAsync(context, request, refuse);
            return;
        }

        await WriteAsync(context, format, result);
    }

    /// <summary>One after the other, as mutations of one document run.</summary>
    private async Task AnswerBatchAsync(HttpContext context, AnswerFormat format, IReadOnlyList<GraphQLRequest> requests)
    {
        if (format == AnswerFormat.EventStream)
        {
            throw new CodedError(ErrorCodes.BadRequest, "An event stream answers one request. Send the requests of a batch one by one.");
        }

        // The first has been counted with the request.
        if (requests.Count > 1 && limits.Take(context.Caller().As(Origin.GraphQL), requests.Count - 1) is { } retryAfter)
        {
            throw RequestLimits.Refusal(retryAfter);
        }

        var results = new ExecutionResult[requests.Count];
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = await ExecuteAsync(context, requests[i], RefuseByPost);
        }

        await ResponseWriter.WriteAsync(context.Response, format, results);
    }

    private Task<ExecutionResult> ExecuteAsync(HttpContext context, GraphQLRequest request, Func<OperationType, ExecutionError?> refuse) =>
        executor.ExecuteAsync(request, context.Caller().As(Origin.GraphQL), refuse, context.RequestServices, root: null, context.RequestAborted);

    // A subscription is refused whatever the method, unless it is streamed.
    private static CodedError? RefuseByGet(OperationType type) => type switch
    {
        OperationType.Query => null,
        OperationType.Mutation => new(
            ErrorCodes.MethodNotAllowed, "GET runs no mutations, so that a link or a prefetch changes nothing. Send this by POST."),
        _ => RefuseByPost(type),
    };

    private static CodedError? RefuseByPost(OperationType type) => type != OperationType.Subscription ? null : new(
        ErrorCodes.OperationTypeNotSupported,
        "A subscription has many answers and this request takes one. Accept 'text/event-stream', or subscribe over a WebSocket.");

    private static bool IsRefusedSubscription(ExecutionResult result) =>
        result.Errors is [CodedError { Definition: var code }, ..] && code == ErrorCodes.OperationTypeNotSupported;

    private Task RefuseAsync(HttpContext context, Exception exception)
    {
        var error = exception switch
        {
            CodedError refusal => refusal,
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new(ErrorCodes.BodyTooLarge, "The body is too large. Send less at once."),
            BadHttpRequestException => new(ErrorCodes.BadRequest, "The HTTP request broke off or is malformed. Send it again in full."),
            _ => defects.Report(exception, "the HTTP endpoint"),
        };
        meters.Refused(error.Definition.Name);
        // What is no GraphQL request is answered before there is a stream, and with a status.
        var format = AcceptHeader.Choose(context.Request.Headers.Accept) == AnswerFormat.Json ? AnswerFormat.Json : AnswerFormat.GraphQLResponse;
        return WriteAsync(context, format, new(error));
    }

    private static Task WriteAsync(HttpContext context, AnswerFormat format, ExecutionResult result)
    {
        if (!result.Executed && result.Errors?[0] is CodedError { Definition: var code } && code == ErrorCodes.MethodNotAllowed)
        {
            context.Response.Headers.Allow = HttpMethods.IsGet(context.Request.Method) ? "POST" : "GET, POST";
        }
        else if (!result.Executed && result.Errors?[0] is CodedError { Definition.Status: StatusCodes.Status401Unauthorized })
        {
            context.Response.Headers.WWWAuthenticate = context.Caller().Challenge;
        }

        return ResponseWriter.WriteAsync(context.Response, format, result);
    }
}
