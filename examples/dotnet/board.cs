#:property PublishAot=false
// A typed client with nothing but the SDK: lists, creates, moves, and follows live:
//   dotnet run board.cs [http://localhost:8000/graphql]
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Json.Serialization;

var url = new Uri(args is [var given, ..] ? given : "http://localhost:8000/graphql");
using var client = new TaskTrackerClient(url, Environment.GetEnvironmentVariable("TASKTRACKER_TOKEN"));

var users = await client.RunAsync("{ users(first: 1) { nodes { id } } }");
var userId = users.GetProperty("users").GetProperty("nodes").EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } user
    ? user.GetProperty("id").GetString()
    : throw new InvalidOperationException("The store has no user yet: fill it with \"demo\" first.");

var list = await client.RunAsync("{ tasks(first: 50) { asOf nodes { id title status version } } }");
var tasks = list.GetProperty("tasks").GetProperty("nodes").Deserialize<List<TaskItem>>(TaskTrackerClient.Json)!;
Console.WriteLine($"listed {tasks.Count > 0}");

var created = await client.RunAsync(
    "mutation ($input: CreateTaskInput!) { createTask(input: $input) { task { id title status version } errors { ... on Error { code message } } } }",
    new { input = new { title = "Feed the cat", userId } });
var task = TaskTrackerClient.Entity(created.GetProperty("createTask"), "task").Deserialize<TaskItem>(TaskTrackerClient.Json)!;
Console.WriteLine($"created {task.Title}");

await client.RunAsync(
    "mutation ($input: UpdateTaskStatusInput!) { updateTaskStatus(input: $input) { task { id } errors { ... on Error { code message } } } }",
    new { input = new { task.Id, status = "COMPLETED", expectedVersion = task.Version } });

// From the very place that the list showed: what was done since comes first, then what happens live, through disconnects.
await foreach (var change in client.FollowAsync(list.GetProperty("tasks").GetProperty("asOf").GetString()!))
{
    if (change is { TaskId: var id, Kind: "STATUS_CHANGED" } && id == task.Id)
    {
        Console.WriteLine($"followed {change.ToStatus}");
        break;
    }
}

/// <summary>GraphQL over HTTP, and subscriptions as server-sent events.</summary>
internal sealed class TaskTrackerClient : IDisposable
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    private const string Changes = "subscription ($after: String!) { onTaskChanged(after: $after) { cursor kind taskId toStatus } }";

    private readonly HttpClient http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly Uri url;

    public TaskTrackerClient(Uri url, string? token)
    {
        this.url = url;
        http.DefaultRequestHeaders.Authorization = token is null ? null : new("Bearer", token);
    }

    /// <summary>The data of a query or mutation.</summary>
    /// <exception cref="InvalidOperationException">The server refused the request; the message has its codes.</exception>
    public async Task<JsonElement> RunAsync(string query, object? variables = null)
    {
        using var answer = await http.PostAsJsonAsync(url, new { query, variables }, Json);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return body.TryGetProperty("errors", out var errors) ? throw new InvalidOperationException(errors.ToString()) : body.GetProperty("data");
    }

    /// <summary>What a mutation made; what it refuses is data.</summary>
    public static JsonElement Entity(JsonElement payload, string name) =>
        payload.GetProperty("errors") is { ValueKind: JsonValueKind.Array } errors ? throw new InvalidOperationException(errors.ToString()) : payload.GetProperty(name);

    /// <summary>Every change after a cursor, for as long as the caller listens. Keep the last cursor to go on after a restart.</summary>
    public async IAsyncEnumerable<Change> FollowAsync(string after)
    {
        while (true)
        {
            await using var events = EventsAsync(after).GetAsyncEnumerator();
            while (await NextAsync(events))
            {
                after = events.Current.Cursor;
                yield return events.Current;
            }

            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    // A lost connection ends the events; nothing is lost with it, because they go on after the last cursor.
    private static async Task<bool> NextAsync(IAsyncEnumerator<Change> events)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException)
        {
            return false;
        }
    }

    private async IAsyncEnumerable<Change> EventsAsync(string after)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = JsonContent.Create(new { query = Changes, variables = new { after } }) };
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        await foreach (var item in SseParser.Create(await answer.Content.ReadAsStreamAsync()).EnumerateAsync())
        {
            if (item.EventType == "next")
            {
                yield return JsonElement.Parse(item.Data).GetProperty("data").GetProperty("onTaskChanged").Deserialize<Change>(Json)!;
            }
        }
    }

    public void Dispose() => http.Dispose();
}

internal sealed record TaskItem(string Id, string Title, TaskStatus Status, int Version);

internal sealed record Change(string Cursor, string Kind, string TaskId, TaskStatus? ToStatus);

internal enum TaskStatus
{
    PENDING,
    IN_PROGRESS,
    COMPLETED,
}
