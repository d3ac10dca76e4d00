using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Replicas;

/// <summary>
/// Moves tasks from status to status, on one server or another, and remembers what was acknowledged. What was not may have happened or not; it goes on with
/// the next.
/// </summary>
internal sealed class Writer(HttpClient client, int number, int tasks)
{
    private const string Query = "mutation ($id: ID!, $to: TaskStatus!) { updateTaskStatus(input: {id: $id, status: $to}) { task { databaseId version } } }";

    private static readonly string[] Statuses = ["PENDING", "IN_PROGRESS", "COMPLETED"];

    private readonly Random random = new(number);
    private readonly List<(int TaskId, int Version)> acknowledged = [];

    /// <summary>The versions that were acknowledged. Read it when the writer has ended.</summary>
    public IReadOnlyList<(int TaskId, int Version)> Acknowledged => acknowledged;

    /// <summary>How many attempts were not answered, or with a refusal.</summary>
    public int Failed { get; private set; }

    /// <summary>Writes until it is enough.</summary>
    /// <param name="address">The server to write to now.</param>
    /// <param name="told">Called after each acknowledged write.</param>
    /// <param name="enough">Ends it.</param>
    public async Task RunAsync(Func<Uri> address, Action told, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            if (await TryAsync(address()) is { } written)
            {
                acknowledged.Add(written);
                told();
            }
            else
            {
                Failed++;
                await Polling.PauseAsync(CancellationToken.None);
            }
        }
    }

    private async Task<(int, int)?> TryAsync(Uri address)
    {
        try
        {
            using var answer = await client.PostAsJsonAsync(
                new Uri(address, "/graphql"), new { query = Query, variables = new { id = $"{random.Next(tasks) + 1}", to = Statuses[random.Next(3)] } }, CancellationToken.None);
            var task = (await answer.Content.ReadFromJsonAsync<JsonNode>(CancellationToken.None))!["data"]?["updateTaskStatus"]?["task"];
            return task is null ? null : ((int)task["databaseId"]!, (int)task["version"]!);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return null;
        }
    }
}
