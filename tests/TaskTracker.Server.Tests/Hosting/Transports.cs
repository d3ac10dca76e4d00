using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TaskTracker.Server.Tests.Hosting;

/// <summary>The ways in which a GraphQL request can come.</summary>
public enum GraphQLTransport
{
    Post,
    Get,
    Batch,
    WebSocket,
    EventStream,
}

/// <summary>One request over any of them.</summary>
public static class Transports
{
    /// <summary>The first result, as every transport would give it: <c>data</c>, <c>errors</c>, <c>extensions</c>.</summary>
    /// <param name="server">The server.</param>
    /// <param name="transport">How to ask.</param>
    /// <param name="request">The members of the request, such as <c>query</c> and <c>variables</c>.</param>
    /// <param name="client">What the client calls itself, or null.</param>
    public static async Task<JsonObject> AskOverAsync(this TrackerServer server, GraphQLTransport transport, object request, string? client = null)
    {
        if (transport == GraphQLTransport.WebSocket)
        {
            return await AskOverWebSocketAsync(server, request, client);
        }

        using var message = transport == GraphQLTransport.Get
            ? new HttpRequestMessage(HttpMethod.Get, "/graphql?" + QueryString(request))
            : new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(transport == GraphQLTransport.Batch ? new[] { request } : request) };
        if (client is not null)
        {
            message.Headers.Add("graphql-client-name", client);
        }

        if (transport == GraphQLTransport.EventStream)
        {
            using var stream = await EventStreamReader.OpenAsync(server.Client, message);
            return (await stream.ReadToEndAsync())[0].Json.AsObject();
        }

        using var response = await server.Client.SendAsync(message);
        var answer = await response.Content.ReadFromJsonAsync<JsonNode>();
        return (transport == GraphQLTransport.Batch ? answer![0] : answer)!.AsObject();
    }

    /// <summary>The code of the first error; null when there is none.</summary>
    public static string? Code(this JsonObject result) => (string?)result["errors"]?[0]?["extensions"]?["code"];

    private static async Task<JsonObject> AskOverWebSocketAsync(TrackerServer server, object request, string? clientName)
    {
        await using var client = await SocketClient.OpenAsync(server);
        await client.SendAsync(JsonSerializer.Serialize(new { type = "connection_init", payload = new Dictionary<string, string?> { ["graphql-client-name"] = clientName } }));
        Assert.Equal("connection_ack", (string?)(await client.ReadAsync())["type"]);
        await client.SendAsync(JsonSerializer.Serialize(new { type = "subscribe", id = "a", payload = request }));
        var message = (await client.ReadToEndAsync("a"))[0];
        return (string?)message["type"] == "error" ? new JsonObject { ["errors"] = message["payload"]!.DeepClone() } : message["payload"]!.DeepClone().AsObject();
    }

    private static string QueryString(object request) => string.Join('&', JsonSerializer.SerializeToNode(request)!.AsObject()
        .Where(member => member.Value is not null)
        .Select(member => $"{member.Key}={Uri.EscapeDataString(member.Value is JsonValue text ? text.ToString() : member.Value!.ToJsonString())}"));
}
