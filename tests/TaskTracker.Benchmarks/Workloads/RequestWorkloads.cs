using TaskTracker.Benchmarks.Limit;
using TaskTracker.Benchmarks.Load;

namespace TaskTracker.Benchmarks.Workloads;

/// <summary>The workloads of requests, on a store of demo data.</summary>
internal static class RequestWorkloads
{
    /// <summary>How far into the list W6 reads: 500 pages of 20. A store with fewer than ten times as many tasks has a tenth of its tasks before that place.</summary>
    private const int MaximumRowsBefore = 10_000;

    // Twice as many as the server keeps documents.
    private const int Texts = 2_000;

    /// <param name="stores">The store, to take ids from.</param>
    /// <param name="client">Our server, to take a cursor from.</param>
    public static async Task<IReadOnlyList<Workload>> PrepareAsync(DemoStores stores, TrackerClient client)
    {
        await using var store = await stores.OpenAsync();
        var tasks = Ids("SELECT id FROM tasks");
        var users = Ids("SELECT user_id AS id FROM tasks GROUP BY user_id HAVING count(*) BETWEEN 90 AND 110");

        const string oneTask = "query ($id: ID!) { taskById(id: $id) { id title status user { username } } }";
        const string move = "mutation ($id: ID!, $status: TaskStatus!) { updateTaskStatus(input: {id: $id, status: $status}) { task { id status version } } }";
        const string later =
            "query ($after: String) { tasks(where: {or: [{status: {eq: PENDING}}, {user: {username: {startsWith: \"a\"}}}]}, order: [{createdAt: ASC}], first: 20, after: $after) { nodes { id title createdAt user { username } } } }";
        var reads = tasks.Select(id => WorkloadRequest.GraphQL("/w1", oneTask, new { id = $"{id}" })).ToList();
        // In passes, so that nearly every one changes something.
        var moves = Enumerable.Range(0, 3).SelectMany(pass => tasks.Select((id, i) => WorkloadRequest.GraphQL("/w3", move, new { id = $"{id}", status = LimitJson.Statuses[(pass + i) % 3] }))).ToList();
        var (cursor, createdAt, idBefore) = await PlaceAsync();
        return
        [
            new("W1", "task by id with its user", 0.5, reads),
            new("W2", "first 50 of a status with users", 0.5, [WorkloadRequest.GraphQL("/w2", "{ tasks(where: {status: {eq: PENDING}}, first: 50) { nodes { id title status createdAt user { username } } } }")]),
            new("W3", "status mutation, durable", 0.7, moves, Writes: true),
            new("W4", "a user with up to 100 tasks", 0.5, [.. users.Select(id => WorkloadRequest.GraphQL("/w4", "query ($id: ID!) { userById(id: $id) { username tasks(first: 100) { nodes { id title status } } } }", new { id = $"{id}" }))]),
            new("W5", "90 % W1, 10 % W3", 0.7, [.. moves.SelectMany((request, i) => Enumerable.Range(0, 9).Select(j => reads[((9 * i) + j) % reads.Count]).Append(request))], Writes: true),
            new("W6", "`or` and nested filter by createdAt, 500 pages in", 0.5, [WorkloadRequest.GraphQL($"/w6/{createdAt}/{idBefore}", later, new { after = cursor })]),
            new("W7", "search of two words", 0, [WorkloadRequest.GraphQL("/w7", "query ($search: String!) { tasks(search: $search, first: 20) { nodes { id title } } }", new { search = "shopping cart" })]),
            new("W8", "totalCount with a filter", 0, [WorkloadRequest.GraphQL("/w8", "{ tasks(where: {status: {eq: IN_PROGRESS}}) { totalCount } }")]),
            new("W9", "W1, every text another", 0.15, [.. Enumerable.Range(0, Texts).Select(i => WorkloadRequest.GraphQL("/w1", oneTask.Replace("query", $"query Q{i}", StringComparison.Ordinal), new { id = $"{tasks[i % tasks.Count]}" }))]),
            new("R1", "GET task", 0.5, [.. tasks.Select(id => new WorkloadRequest("GET", $"/tasks/{id}", $"/tasks/{id}", null))]),
            new("R2", "GET a user's tasks", 0.5, [.. users.Select(id => new WorkloadRequest("GET", $"/users/{id}/tasks", $"/users/{id}/tasks", null))]),
            new("R3", "PUT status", 0.7, [.. Enumerable.Range(0, 3).SelectMany(pass => tasks.Select((id, i) => new WorkloadRequest("PUT", $"/tasks/{id}/status", $"/tasks/{id}/status", $$"""{"status":"{{LimitJson.Statuses[(pass + i) % 3]}}"}""")))], Writes: true),
            new("R4", "POST task", 0.7, [new("POST", "/tasks/", "/tasks/", $$"""{"title":"Write the report for the board","user_id":{{users[0]}}}""")], Writes: true),
        ];

        // Spread over the store, in an order that is the same each time.
        List<int> Ids(string select)
        {
            using var command = store.CreateCommand();
            command.CommandText = $"SELECT id FROM ({select}) AS found ORDER BY (id * 2654435761) % 4294967296 LIMIT 1000";
            using var rows = command.ExecuteReader();
            var ids = new List<int>();
            while (rows.Read())
            {
                ids.Add(rows.GetInt32(0));
            }

            return ids;
        }

        async Task<(string Cursor, long CreatedAt, int Id)> PlaceAsync()
        {
            var (place, id) = await client.FindCursorAsync(later, Math.Min(MaximumRowsBefore, stores.Tasks / 10));
            using var command = store.CreateCommand();
            command.CommandText = FormattableString.Invariant($"SELECT created_at FROM tasks WHERE id = {id}");
            var createdAt = await command.ExecuteScalarAsync();
            return (place, createdAt is DateTime time ? LimitJson.Microseconds(time) : (long)createdAt!, id);
        }
    }
}
