using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Idempotency;

/// <summary>An answer, as far as a client can tell it from another.</summary>
public sealed record Answered(int Status, string Body)
{
    public JsonNode Json => JsonNode.Parse(Body)!;
}

/// <summary>Requests that have a key, and what they leave behind.</summary>
internal static class KeyedRequests
{
    public static Task<Answered> RestAsync(this TrackerServer server, string? key, string method, string path, object body, Account? account = null) =>
        server.SendAsync(new(HttpMethod.Parse(method), path) { Content = JsonContent.Create(body) }, key, account);

    public static Task<Answered> GraphQLAsync(this TrackerServer server, string? key, string query, object? variables = null, Account? account = null) =>
        server.PostAsync(key, new { query, variables }, account);

    /// <summary>Anything to <c>/graphql</c>, with the status that every error has.</summary>
    public static Task<Answered> PostAsync(this TrackerServer server, string? key, object body, Account? account = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(body) };
        request.Headers.Accept.ParseAdd("application/graphql-response+json");
        return server.SendAsync(request, key, account);
    }

    private static async Task<Answered> SendAsync(this TrackerServer server, HttpRequestMessage request, string? key, Account? account)
    {
        using (request)
        {
            if (key is not null)
            {
                request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
            }

            if (account is not null)
            {
                request.Headers.Authorization = new("Bearer", account.AccessToken);
            }

            using var response = await server.Client.SendAsync(request);
            return new((int)response.StatusCode, await response.Content.ReadAsStringAsync());
        }
    }
}
