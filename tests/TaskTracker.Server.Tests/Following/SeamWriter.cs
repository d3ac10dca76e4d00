using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace TaskTracker.Server.Tests.Following;

/// <summary>Writes tasks without a pause: creates some and moves them; every other one through REST.</summary>
internal sealed class SeamWriter(HttpClient client, int number)
{
    private const int Created = 3;

    private static readonly string[] Statuses = ["PENDING", "IN_PROGRESS", "COMPLETED"];

    private readonly Random random = new(number);
    private readonly List<int> tasks = [1];

    public async Task RunAsync(CancellationToken enough)
    {
        for (var i = 0; !enough.IsCancellationRequested; i++)
        {
            if (tasks.Count < Created && i % 20 == 0)
            {
                tasks.Add(await CreateAsync($"{number}.{i}"));
            }
            else
            {
                await ChangeAsync(tasks[random.Next(tasks.Count)]);
            }
        }
    }

    private bool IsRest => number % 2 == 0;

    private async Task<int> CreateAsync(string title) => IsRest
        ? (int)(await AnswerAsync(client.PostAsJsonAsync("/tasks/", new { title, user_id = 1 })))["id"]!
        : (int)(await MutateAsync("createTask", new { title, userId = 1 }))["databaseId"]!;

    private Task ChangeAsync(int id)
    {
        var status = Statuses[random.Next(Statuses.Length)];
        return IsRest ? AnswerAsync(client.PutAsJsonAsync($"/tasks/{id}/status", new { status }))
            : MutateAsync("updateTaskStatus", new { id, status });
    }

    private async Task<JsonNode> MutateAsync(string field, object input)
    {
        var query = $"mutation ($input: {char.ToUpperInvariant(field[0])}{field[1..]}Input!) {{ {field}(input: $input) {{ task {{ databaseId }} }} }}";
        var answer = await AnswerAsync(client.PostAsJsonAsync("/graphql", new { query, variables = new { input } }));
        return answer["data"]?[field]?["task"] ?? throw new InvalidDataException(answer.ToJsonString());
    }

    private static async Task<JsonNode> AnswerAsync(Task<HttpResponseMessage> answering)
    {
        using var answer = await answering;
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }
}
