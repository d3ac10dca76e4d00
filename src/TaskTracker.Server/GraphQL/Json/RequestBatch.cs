using TaskTracker.Server.GraphQL.Execution;

namespace TaskTracker.Server.GraphQL.Json;

/// <summary>What one HTTP request asks for.</summary>
/// <param name="Requests">At least one.</param>
/// <param name="IsArray">Whether they came as an array, and are answered as one.</param>
internal readonly record struct RequestBatch(IReadOnlyList<GraphQLRequest> Requests, bool IsArray);
