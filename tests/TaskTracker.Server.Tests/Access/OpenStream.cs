using System.Net.Http.Headers;
using System.Net.Http.Json;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Access;

/// <summary>A stream of changes that somebody has open, and how it ends.</summary>
internal abstract class OpenStream : IAsyncDisposable
{
    private const string Subscription = "subscription { onTaskChanged { kind } }";

    /// <summary>One of every kind, open at the server.</summary>
    public static async Task<IReadOnlyList<OpenStream>> OpenAllAsync(TrackerServer server, string credential)
    {
        List<OpenStream> streams =
        [
            await Socket.OpenAsync(await SocketClient.SignedInAsync(server, handshake: credential)),
            await Socket.OpenAsync(await SocketClient.SignedInAsync(server, connectionParams: new { authorization = $"Bearer {credential}" })),
            await OpenAsync(server, credential, new(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query = Subscription }) }),
            await OpenAsync(server, credential, new(HttpMethod.Get, "/tasks/events")),
        ];
        return streams;
    }

    /// <summary>Waits for a change.</summary>
    public abstract Task NextAsync();

    /// <summary>Waits for the end, and answers what the client is told of it.</summary>
    public abstract Task<string> EndAsync();

    public abstract ValueTask DisposeAsync();

    private static async Task<OpenStream> OpenAsync(TrackerServer server, string credential, HttpRequestMessage request)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", credential);
        return new EventStream(await EventStreamReader.OpenAsync(server.Client, request));
    }

    private sealed class Socket(SocketClient client) : OpenStream
    {
        public static async Task<OpenStream> OpenAsync(SocketClient client)
        {
            await client.SubscribeAsync("1", Subscription);
            return new Socket(client);
        }

        public override async Task NextAsync() => Assert.Equal("next", (string?)(await client.ReadAsync())["type"]);

        public override Task<string> EndAsync() => client.ClosedAsync();

        public override ValueTask DisposeAsync() => client.DisposeAsync();
    }

    private sealed class EventStream(EventStreamReader reader) : OpenStream
    {
        public override async Task NextAsync() => Assert.NotNull(await reader.ReadAsync());

        public override async Task<string> EndAsync() => string.Join(", ", (await reader.ReadToEndAsync()).Select(last =>
            last.Data is "" or null ? last.Event : $"{last.Event} {(string?)(last.Json["errors"]?[0]!["extensions"] ?? last.Json)["code"]}"));

        public override ValueTask DisposeAsync()
        {
            reader.Dispose();
            return default;
        }
    }
}
