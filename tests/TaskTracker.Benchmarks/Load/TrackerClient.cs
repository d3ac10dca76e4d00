using System.Globalization;
using System.Text.Json.Nodes;

namespace TaskTracker.Benchmarks.Load;

/// <summary>Asks our server for what a benchmark needs beside its load.</summary>
internal sealed class TrackerClient(Uri server) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = server };

    public Uri Server => server;

    public Task AddUserAsync() => AskAsync("""mutation { createUser(input: {username: "ada", email: "ada@example.com"}) { user { id } } }""");

    /// <summary>Adds a task that will be moved from status to status.</summary>
    public async Task<MovedTask> AddTaskAsync() => new(http, (int)(await AskAsync(
        """mutation { createTask(input: {title: "Write the report for the board", userId: 1}) { task { databaseId } } }"""))["createTask"]!["task"]!["databaseId"]!);

    /// <summary>Creates so many tasks, one call after the other or all in one.</summary>
    public async Task CreateTasksAsync(int count, bool together)
    {
        var tasks = Enumerable.Range(1, count).Select(i => new { title = $"Write report {i} for the board", userId = 1 }).ToList();
        if (together)
        {
            await AskAsync("mutation ($tasks: [CreateTaskInput!]!) { createTasks(input: {tasks: $tasks}) { tasks { databaseId } } }", new { tasks });
            return;
        }

        foreach (var task in tasks)
        {
            await AskAsync("mutation ($task: CreateTaskInput!) { createTask(input: $task) { task { databaseId } } }", new { task });
        }
    }

    /// <summary>The cursor of the newest change.</summary>
    public async Task<string> FindNewestCursorAsync() => (string)(await AskAsync("{ changeLog { newestCursor } }"))["changeLog"]!["newestCursor"]!;

    /// <summary>The cursor and the number of the row of a list of tasks so many rows in, or of its last one.</summary>
    public async Task<(string Cursor, int Id)> FindCursorAsync(string list, int rows)
    {
        var pages = list.Replace("first: 20", "first: 100", StringComparison.Ordinal).Replace("nodes {", "pageInfo { hasNextPage endCursor } nodes { databaseId", StringComparison.Ordinal);
        string? after = null;
        for (var read = 0; ;)
        {
            var page = (await AskAsync(pages, new { after }))["tasks"]!;
            read += page["nodes"]!.AsArray().Count;
            after = (string)page["pageInfo"]!["endCursor"]!;
            if (read >= rows || !(bool)page["pageInfo"]!["hasNextPage"]!)
            {
                return (after, (int)page["nodes"]!.AsArray()[^1]!["databaseId"]!);
            }
        }
    }

    /// <summary>The changes after a cursor: their places in the log, and when they were made in ticks of UTC.</summary>
    public async Task<IReadOnlyList<(long Place, long Time)>> ReadLogAsync(string? after)
    {
        var log = new List<(long, long)>();
        while (after is not null)
        {
            var page = (await AskAsync(
                "query ($after: String) { taskChanges(first: 100, after: $after) { nodes { cursor at } pageInfo { hasNextPage endCursor } } }",
                new { after }))["taskChanges"]!;
            log.AddRange(page["nodes"]!.AsArray().Select(change => (
                Convert.ToInt64(((string)change!["cursor"]!)[..SeenChanges.PlaceLength], 16),
                DateTime.Parse((string)change["at"]!, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind).Ticks)));
            after = (bool)page["pageInfo"]!["hasNextPage"]! ? (string?)page["pageInfo"]!["endCursor"] : null;
        }

        return log;
    }

    /// <summary>How much the server has allocated since it started.</summary>
    public async Task<double> FindAllocatedBytesAsync() =>
        (await http.GetStringAsync("/metrics")).Split('\n').FirstOrDefault(line => line.StartsWith("dotnet_gc_heap_total_allocated_bytes_total", StringComparison.Ordinal)) is { } line
            ? double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture)
            : double.NaN;

    /// <summary>Waits until so many subscriptions are being followed.</summary>
    public async Task AwaitSubscriptionsAsync(int count)
    {
        while (!(await http.GetStringAsync("/metrics")).Contains($"\ntasktracker_subscriptions_active{{otel_scope_name=\"TaskTracker\"}} {count}\n", StringComparison.Ordinal))
        {
            await Task.Delay(20);
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<JsonNode> AskAsync(string query, object? variables = null)
    {
        using var answer = await http.PostAsJsonAsync("/graphql", new { query, variables });
        var result = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        return result["errors"] is null ? result["data"]! : throw new InvalidDataException(result.ToJsonString());
    }
}
