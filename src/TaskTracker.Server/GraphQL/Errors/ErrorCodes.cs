using static Microsoft.AspNetCore.Http.StatusCodes;

namespace TaskTracker.Server.GraphQL.Errors;

/// <summary>
/// The closed list of codes that this door adds to those of Core's failures (see Failure.cs). docs/errors.md describes them all;
/// a test keeps the two together.
/// </summary>
internal static class ErrorCodes
{
    public static readonly ErrorCode SyntaxError = Operation("SYNTAX_ERROR", "The document is not GraphQL.");

    public static readonly ErrorCode DocumentTooLarge = Operation("DOCUMENT_TOO_LARGE", "The document exceeds one of the limits on documents.");

    public static readonly ErrorCode VariablesTooLarge = Operation("VARIABLES_TOO_LARGE", "The variables hold more values than the server takes.");

    public static readonly ErrorCode ValidationFailed = Operation("VALIDATION_FAILED", "The document asks for something that the schema does not have.");

    public static readonly ErrorCode InvalidVariable = Operation("INVALID_VARIABLE", "A variable is missing or its value does not fit its type.");

    public static readonly ErrorCode CostExceeded = Operation("COST_EXCEEDED", "The operation costs more than the server allows.");

    public static readonly ErrorCode PersistedQueryNotFound = Operation("PERSISTED_QUERY_NOT_FOUND", "No document with this id or hash is known.");

    public static readonly ErrorCode PersistedQueryMismatch = Operation("PERSISTED_QUERY_MISMATCH", "The hash of a persisted query is not that of the text beside it.");

    public static readonly ErrorCode DocumentNotTrusted = Operation("DOCUMENT_NOT_TRUSTED", "The server runs only documents that its operator has loaded, and this is none of them.");

    public static readonly ErrorCode OperationNameRequired = Operation("OPERATION_NAME_REQUIRED", "The document has several operations and the request names none.");

    public static readonly ErrorCode OperationNotFound = Operation("OPERATION_NOT_FOUND", "The document has no operation of the requested name, or none at all.");

    public static readonly ErrorCode OperationTypeNotSupported = new("OPERATION_TYPE_NOT_SUPPORTED", Status400BadRequest, "This transport does not run operations of this type.");

    public static readonly ErrorCode BadRequest = new("BAD_REQUEST", Status400BadRequest, "The HTTP request is not a GraphQL request.");

    public static readonly ErrorCode BatchTooLarge = new("BATCH_TOO_LARGE", Status400BadRequest, "The batch has more requests than the server takes at once.");

    public static readonly ErrorCode InvalidIdempotencyKey = new("INVALID_IDEMPOTENCY_KEY", Status400BadRequest, "The idempotency key is not one, or it is not clear which request it is for.");

    public static readonly ErrorCode IdempotencyKeyReused = new("IDEMPOTENCY_KEY_REUSED", Status409Conflict, "The idempotency key came with another request before.");

    public static readonly ErrorCode Unauthenticated = new("UNAUTHENTICATED", Status401Unauthorized, "The operation is not for somebody who has not signed in, or the token or key is not good.");

    public static readonly ErrorCode IntrospectionNotAllowed = new("INTROSPECTION_NOT_ALLOWED", Status401Unauthorized, "The schema is not shown to somebody who has not signed in.");

    public static readonly ErrorCode CrossSiteRequest = new("CROSS_SITE_REQUEST", Status403Forbidden, "A page of another site sent this.");

    public static readonly ErrorCode MethodNotAllowed = new("METHOD_NOT_ALLOWED", Status405MethodNotAllowed, "The HTTP method is not for this.");

    public static readonly ErrorCode NotAcceptable = new("NOT_ACCEPTABLE", Status406NotAcceptable, "The Accept header names no media type that the server can answer with.");

    public static readonly ErrorCode BodyTooLarge = new("BODY_TOO_LARGE", Status413PayloadTooLarge, "The request body is larger than the server takes.");

    public static readonly ErrorCode UnsupportedMediaType = new("UNSUPPORTED_MEDIA_TYPE", Status415UnsupportedMediaType, "The body is not declared as JSON in UTF-8.");

    public static readonly ErrorCode RateLimited = new("RATE_LIMITED", Status429TooManyRequests, "The client sent more requests than the server allows.");

    public static readonly ErrorCode TooManyConnections = new("TOO_MANY_CONNECTIONS", Status429TooManyRequests, "The client has as many WebSockets and event streams open as the server allows.");

    public static readonly ErrorCode TooManyOperations = new("TOO_MANY_OPERATIONS", Status429TooManyRequests, "The WebSocket has as many operations in flight as the server allows.");

    public static readonly ErrorCode StoreBusy = new("STORE_BUSY", Status503ServiceUnavailable, "The store cannot be used at the moment: another program holds its lock, or the database cannot be reached.");

    public static readonly ErrorCode StoreUnavailable = new("STORE_UNAVAILABLE", Status503ServiceUnavailable, "The store is full, cannot be written, or cannot be reached.");

    public static readonly ErrorCode Timeout = new("TIMEOUT", Status503ServiceUnavailable, "The operation took longer than the server allows.");

    public static readonly ErrorCode InternalError = new("INTERNAL_ERROR", Status500InternalServerError, "The server failed. Its log has the details under the error's traceId.");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ErrorCode> All { get; } =
    [
        SyntaxError, DocumentTooLarge, VariablesTooLarge, ValidationFailed, InvalidVariable, CostExceeded, PersistedQueryNotFound, PersistedQueryMismatch, DocumentNotTrusted,
        OperationNameRequired, OperationNotFound, OperationTypeNotSupported, BadRequest, BatchTooLarge, InvalidIdempotencyKey, IdempotencyKeyReused, Unauthenticated, IntrospectionNotAllowed,
        CrossSiteRequest, MethodNotAllowed, NotAcceptable, BodyTooLarge, UnsupportedMediaType, RateLimited, TooManyConnections, TooManyOperations,
        StoreBusy, StoreUnavailable, Timeout, InternalError,
    ];

    private static ErrorCode Operation(string name, string meaning) => new(name, Status400BadRequest, meaning) { IsWellFormedRequest = true };
}
