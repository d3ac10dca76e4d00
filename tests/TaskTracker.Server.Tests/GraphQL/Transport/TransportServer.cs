using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQLParser.AST;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TaskTracker.Server.GraphQL;
using TaskTracker.Server.GraphQL.Execution;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.GraphQL.Transport;

/// <summary>The whole server with <see cref="TransportSchema"/> behind its GraphQL door.</summary>
public sealed class TransportServer : IDisposable
{
    public const string Json = "application/json";
    public const string GraphQLResponse = "application/graphql-response+json";

    private readonly TrackerServer server;

    public TransportServer()
        : this([])
    {
    }

    private TransportServer(Dictionary<string, string> settings) =>
        server = TrackerServer.With(settings, configureServices: services => services
            .Replace(ServiceDescriptor.Singleton<ISchema>(Schema))
            .Replace(ServiceDescriptor.Singleton<IDocumentBuilder>(Parser))
            .AddSingleton<ILoggerProvider>(Log));

    /// <summary>A server with settings of its own.</summary>
    public static TransportServer With(Dictionary<string, string> settings) => new(settings);

    public TransportSchema Schema { get; } = new();

    public CountingParser Parser { get; } = new();

    public ErrorLog Log { get; } = new();

    public HttpClient Client => server.Client;

    public IServiceProvider Services => server.Services;

    public Uri Address => server.Client.BaseAddress!;

    /// <summary>Posts a request and reads the whole answer.</summary>
    public Task<Answer> PostAsync(string query, object? variables = null, string? operationName = null, string? accept = GraphQLResponse) =>
        PostJsonAsync(JsonSerializer.Serialize(new { query, variables, operationName }), accept);

    public Task<Answer> PostJsonAsync(string json, string? accept = GraphQLResponse) => PostBytesAsync(Encoding.UTF8.GetBytes(json), Json, accept);

    public Task<Answer> PostBytesAsync(byte[] body, string? contentType = Json, string? accept = GraphQLResponse)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        return SendAsync(request, accept);
    }

    public Task<Answer> GetAsync(string queryString, string? accept = GraphQLResponse) =>
        SendAsync(new(HttpMethod.Get, "/graphql" + queryString), accept);

    public async Task<Answer> SendAsync(HttpRequestMessage request, string? accept = GraphQLResponse)
    {
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        using (request)
        using (var response = await Client.SendAsync(request))
        {
            return new(
                (int)response.StatusCode,
                response.Content.Headers.ContentType?.ToString(),
                string.Join(", ", response.Content.Headers.Allow),
                string.Join(", ", response.Headers.Vary),
                await response.Content.ReadAsStringAsync());
        }
    }

    public void Dispose() => server.Dispose();
}

/// <summary>What came back.</summary>
public sealed record Answer(int Status, string? ContentType, string Allow, string Vary, string Text)
{
    private JsonElement Body => JsonDocument.Parse(Text).RootElement;

    public JsonElement Data => Body.GetProperty("data");

    public bool HasData => Body.TryGetProperty("data", out _);

    public JsonElement Error => Body.GetProperty("errors")[0];

    public int ErrorCount => Body.TryGetProperty("errors", out var errors) ? errors.GetArrayLength() : 0;

    public string Code => Error.GetProperty("extensions").GetProperty("code").GetString()!;

    public string Message => Error.GetProperty("message").GetString()!;
}

/// <summary>Counts how often a text was parsed.</summary>
public sealed class CountingParser : IDocumentBuilder
{
    private readonly DocumentParser parser = new(Options.Create(new GraphQLOptions()));
    private int count;

    public int Count => count;

    public GraphQLDocument Build(string body)
    {
        Interlocked.Increment(ref count);
        return parser.Build(body);
    }
}
