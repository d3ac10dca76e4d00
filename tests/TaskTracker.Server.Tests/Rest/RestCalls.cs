using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Rest;

/// <summary>An answer as a test looks at it.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Body">The body as it came.</param>
/// <param name="Message">The rest.</param>
public sealed record Answer(int Status, string Body, HttpResponseMessage Message)
{
    public JsonNode Json => JsonNode.Parse(Body, documentOptions: new() { MaxDepth = 1_000 })!;

    /// <summary>The one error of a 422, as <c>type loc msg</c>.</summary>
    public string Error => Assert.Single(Errors);

    /// <summary>The errors of a 422, each as <c>type loc msg</c>.</summary>
    public IReadOnlyList<string> Errors
    {
        get
        {
            Assert.Equal(422, Status);
            return [.. Json["detail"]!.AsArray().Select(e => $"{e!["type"]} {string.Join('.', e["loc"]!.AsArray())} {e["msg"]}")];
        }
    }
}

/// <summary>Requests as a legacy client sends them.</summary>
internal static class RestCalls
{
    private static int users;

    public static Task<Answer> GetAsync(this TrackerServer server, string path) => server.SendAsync("GET", path);

    public static Task<Answer> SendAsync(this TrackerServer server, string method, string path, string? body = null, string? contentType = "application/json") =>
        server.SendAsync(method, path, body is null ? null : Encoding.UTF8.GetBytes(body), contentType);

    public static async Task<Answer> SendAsync(this TrackerServer server, string method, string path, byte[]? body, string? contentType = "application/json")
    {
        // As it stands: the client would tidy up percent signs and dots.
        var uri = new Uri(server.Client.BaseAddress!.GetLeftPart(UriPartial.Authority) + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(new HttpMethod(method), uri) { Version = HttpVersion.Version11 };
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        var message = await server.Client.SendAsync(request);
        return new((int)message.StatusCode, await message.Content.ReadAsStringAsync(), message);
    }

    /// <summary>A new user's id.</summary>
    public static async Task<int> CreateUserAsync(this TrackerServer server)
    {
        var number = Interlocked.Increment(ref users);
        var created = await server.SendAsync("POST", "/users/", $$"""{"username":"user{{number}}","email":"user{{number}}@example.com"}""");
        return created.Json["id"]!.GetValue<int>();
    }

    /// <summary>A new task's id.</summary>
    public static async Task<int> CreateTaskAsync(this TrackerServer server, int userId, string title = "Write", string status = "PENDING")
    {
        var created = await server.SendAsync("POST", "/tasks/", $$"""{"title":"{{title}}","user_id":{{userId}},"status":"{{status}}"}""");
        return created.Json["id"]!.GetValue<int>();
    }
}
