using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TaskTracker.Server.Tests.Hosting;

/// <summary>GraphQL as tests speak it: a query, and the answer that is expected.</summary>
public static class GraphQLOverHttp
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The whole answer.</summary>
    public static async Task<JsonObject> AskAsync(this TrackerServer server, string query, object? variables = null, string? operationName = null)
    {
        using var response = await server.Client.PostAsJsonAsync("/graphql", new { query, variables, operationName });
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    /// <summary>The whole answer to somebody who sends a credential.</summary>
    public static async Task<JsonObject> AskAsync(this TrackerServer server, string? credential, string query, object? variables = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query, variables }) };
        request.Headers.Authorization = credential is null ? null : new AuthenticationHeaderValue("Bearer", credential);
        using var response = await server.Client.SendAsync(request);
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    /// <summary>The answer's data; fails when there are errors.</summary>
    public static async Task<JsonObject> DataAsync(this TrackerServer server, string query, object? variables = null, string? operationName = null)
    {
        var answer = await server.AskAsync(query, variables, operationName);
        Assert.True(answer["errors"] is null, answer.ToJsonString(Indented));
        return answer["data"]!.AsObject();
    }

    /// <summary>The code and path of each error, such as <c>INVALID_CURSOR tasks</c>.</summary>
    public static async Task<string[]> ErrorsAsync(this TrackerServer server, string query, object? variables = null)
    {
        var answer = await server.AskAsync(query, variables);
        return [.. (answer["errors"]?.AsArray() ?? []).Select(error =>
            $"{error!["extensions"]!["code"]} {string.Join('.', error["path"]?.AsArray().Select(part => part!.ToString()) ?? [])}".Trim())];
    }

    /// <summary>Asks and compares the data with <paramref name="expected"/>, member order aside.</summary>
    public static async Task AnswersAsync(this TrackerServer server, string query, string expected, object? variables = null, string? operationName = null) =>
        AssertJson(expected, await server.DataAsync(query, variables, operationName));

    public static void AssertJson(string expected, JsonNode? actual)
    {
        var wanted = JsonNode.Parse(expected);
        if (!JsonNode.DeepEquals(wanted, actual))
        {
            Assert.Equal(wanted!.ToJsonString(Indented), actual?.ToJsonString(Indented));
        }
    }
}
