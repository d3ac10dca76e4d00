using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using TaskTracker.Server.EventStreams;
using TaskTracker.Server.Operations;

namespace TaskTracker.Server.Rest.Documentation;

/// <summary>A parameter that a handler reads from the request by hand.</summary>
/// <param name="Name">As on the wire.</param>
/// <param name="In">Path, query or header.</param>
/// <param name="Type">Its type.</param>
/// <param name="Description">For API users.</param>
internal sealed record ParameterNote(string Name, ParameterLocation In, Type Type, string Description);

/// <summary>A body that a handler reads by hand. (<c>Accepts</c> would answer 415 where the contract wants 422.)</summary>
/// <param name="Type">One of <see cref="Schemas"/>.</param>
/// <param name="IsRequired">Whether it must be there.</param>
/// <param name="MediaType">How it is written.</param>
internal sealed record BodyNote(Type Type, bool IsRequired, string MediaType = "application/json");

/// <summary>An answer other than success.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Description">When it is given.</param>
/// <param name="Example">A body; null when it has none.</param>
internal sealed record RefusalNote(int Status, string Description, JsonNode? Example);

/// <summary>An answer of server-sent events.</summary>
/// <param name="Example">A stream.</param>
internal sealed record EventStreamNote(string Example);

/// <summary>How endpoints tell the documentation about themselves.</summary>
internal static class OperationNotes
{
    public static RouteHandlerBuilder Documented(this RouteHandlerBuilder endpoint, string id, string tag, string summary, string description) =>
        endpoint.WithName(id).WithTags(tag).WithSummary(summary).WithDescription(description);

    public static RouteHandlerBuilder TakesId(this RouteHandlerBuilder endpoint, string name, string description) => endpoint
        .WithMetadata(new ParameterNote(name, ParameterLocation.Path, typeof(int), description));

    public static RouteHandlerBuilder TakesQuery<T>(this RouteHandlerBuilder endpoint, string name, string description) => endpoint
        .WithMetadata(new ParameterNote(name, ParameterLocation.Query, typeof(T), description));

    public static RouteHandlerBuilder TakesHeader<T>(this RouteHandlerBuilder endpoint, string name, string description) => endpoint
        .WithMetadata(new ParameterNote(name, ParameterLocation.Header, typeof(T), description));

    public static RouteHandlerBuilder TakesIfNoneMatch(this RouteHandlerBuilder endpoint, string noun) => endpoint
        .TakesHeader<string>("If-None-Match", $"The entity tag of the {noun} as you have it: answered with 304 while it is so.")
        .Produces(StatusCodes.Status304NotModified)
        .WithMetadata(new RefusalNote(StatusCodes.Status304NotModified, "It is still as you have it.", null));

    public static RouteHandlerBuilder TakesIfMatch<TConflict>(this RouteHandlerBuilder endpoint, string noun, string example) => endpoint
        .TakesHeader<string>("If-Match", $"The entity tag of the {noun} as you have seen it: nothing is changed when it has another by now.")
        .RefusesWith<TConflict>(StatusCodes.Status412PreconditionFailed, $"The {noun} has changed since; it comes along as it is now.", example);

    public static RouteHandlerBuilder TakesRange(this RouteHandlerBuilder endpoint) => endpoint
        .TakesQuery<int>("skip", "How many to leave out at the start; none when left out.")
        .TakesQuery<int>("limit", "How many at most; all when left out.");

    public static RouteHandlerBuilder TakesBody<T>(this RouteHandlerBuilder endpoint, bool isRequired = true) => endpoint
        .WithMetadata(new BodyNote(typeof(T), isRequired))
        .TakesHeader<string>(IdempotencyHeader.Name, "Your name for this request, 1 to 255 visible ASCII characters: sent again with the same, it is done once and answered alike, for a day unless the operator set another time.")
        .RefusesWith<Schemas.CodedError>(
            StatusCodes.Status409Conflict, "The idempotency key came with another request before.",
            """{"detail":"This idempotency key came with another request before. Use a key of its own for each request, and the same only to repeat it.","code":"IDEMPOTENCY_KEY_REUSED"}""")
        .RefusesWith<Schemas.Error>(StatusCodes.Status400BadRequest, "The body is not UTF-8, or a header cannot be read.", """{"detail":"There was an error parsing the body"}""")
        .RefusesAnyBody();

    public static RouteHandlerBuilder TakesForm<T>(this RouteHandlerBuilder endpoint) => endpoint
        .WithMetadata(new BodyNote(typeof(T), IsRequired: true, "application/x-www-form-urlencoded"))
        .RefusesWith<Schemas.Error>(StatusCodes.Status400BadRequest, "The body is not a form.", """{"detail":"There was an error parsing the body"}""")
        .RefusesAnyBody();

    /// <summary>Refuses somebody who sends no token, or one that is not good, or who may not do it.</summary>
    public static RouteHandlerBuilder RefusesStrangers(this RouteHandlerBuilder endpoint) => endpoint
        .RefusesWith<Schemas.Error>(StatusCodes.Status401Unauthorized, "There is no access token or API key, or it is not good.", """{"detail":"Not authenticated"}""")
        .RefusesWith<Schemas.Error>(
            StatusCodes.Status403Forbidden, "The role or the API key does not allow it.",
            """{"detail":"A viewer may not do this. Ask an administrator for another role."}""");

    public static RouteHandlerBuilder RefusesCredentials(this RouteHandlerBuilder endpoint, string detail) => endpoint
        .RefusesWith<Schemas.Error>(StatusCodes.Status401Unauthorized, "What was sent is not good; which part of it is not told.", $$"""{"detail":"{{detail}}"}""");

    public static RouteHandlerBuilder RefusesAttempts(this RouteHandlerBuilder endpoint) => endpoint
        .RefusesWith<Schemas.Error>(
            StatusCodes.Status429TooManyRequests, "There were too many attempts; `Retry-After` says when to try again.",
            """{"detail":"There were too many attempts. Try again in 240 seconds."}""");

    public static RouteHandlerBuilder AnswersWith<T>(this RouteHandlerBuilder endpoint) => endpoint
        .Produces<T>(StatusCodes.Status200OK, "application/json");

    /// <summary>Answers with server-sent events; the example is a stream of them.</summary>
    public static RouteHandlerBuilder AnswersWithEvents(this RouteHandlerBuilder endpoint, string example) => endpoint
        .Produces<string>(StatusCodes.Status200OK, EventStreamSender.MediaType)
        .WithMetadata(new EventStreamNote(example))
        .RefusesWith<Schemas.CodedError>(
            StatusCodes.Status429TooManyRequests, "Too many event streams are open.",
            """{"detail":"You have as many WebSockets and event streams open as this server allows. Close some, or send more subscriptions over one WebSocket.","code":"TOO_MANY_CONNECTIONS"}""");

    public static RouteHandlerBuilder RefusesExpiredCursor(this RouteHandlerBuilder endpoint) => endpoint.RefusesWith<Schemas.CursorExpired>(
        StatusCodes.Status410Gone, "The changes after the cursor are no longer kept.",
        """{"detail":"The changes after the cursor in 'after' are no longer kept.","code":"CURSOR_EXPIRED","oldest":"00000000000000050b33d689233173d1"}""");

    public static RouteHandlerBuilder RefusesUnknown(this RouteHandlerBuilder endpoint, string noun) => endpoint
        .RefusesWith<Schemas.Error>(StatusCodes.Status404NotFound, $"There is no such {noun.ToLowerInvariant()}.", $$"""{"detail":"{{noun}} not found"}""");

    public static RouteHandlerBuilder RefusesInvalid(this RouteHandlerBuilder endpoint, string example) => endpoint
        .RefusesWith<Schemas.HTTPValidationError>(
            StatusCodes.Status422UnprocessableEntity, "The request breaks a rule; all errors are told at once.", $$"""{"detail":[{{example}}]}""");

    public static RouteHandlerBuilder RefusesInvalidId(this RouteHandlerBuilder endpoint, string name) => endpoint.RefusesInvalid(
        $$"""{"type":"int_parsing","loc":["path","{{name}}"],"msg":"Input should be a valid integer, unable to parse string as an integer","input":"abc"}""");

    public static RouteHandlerBuilder RefusesWhenNotReady(this RouteHandlerBuilder endpoint) => endpoint.RefusesWith<Schemas.Readiness>(
        StatusCodes.Status503ServiceUnavailable, "No: send requests to another server.", """{"status":"draining","database":"ok","migrations":"ok"}""");

    /// <summary>What the HTTP server itself may answer; for routes that refuse nothing.</summary>
    public static RouteHandlerBuilder RefusesOnlyLongHeaders(this RouteHandlerBuilder endpoint) => endpoint
        .Produces(StatusCodes.Status431RequestHeaderFieldsTooLarge)
        .WithMetadata(new RefusalNote(StatusCodes.Status431RequestHeaderFieldsTooLarge, "The request's headers are too long.", null));

    private static RouteHandlerBuilder RefusesAnyBody(this RouteHandlerBuilder endpoint) => endpoint
        .RefusesWith<Schemas.Error>(StatusCodes.Status413PayloadTooLarge, "The body has more than 1 MiB.", """{"detail":"The body must have at most 1048576 bytes"}""")
        .RefusesWith<Schemas.CodedError>(
            StatusCodes.Status415UnsupportedMediaType, "The body is compressed.",
            """{"detail":"Compressed bodies are not read. Send the body without 'Content-Encoding'.","code":"UNSUPPORTED_MEDIA_TYPE"}""");

    private static RouteHandlerBuilder RefusesWith<T>(this RouteHandlerBuilder endpoint, int status, string description, string example) => endpoint
        .Produces<T>(status, "application/json")
        .WithMetadata(new RefusalNote(status, description, JsonNode.Parse(example)!));
}
