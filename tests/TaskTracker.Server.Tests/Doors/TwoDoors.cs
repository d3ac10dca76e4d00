using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Doors;

/// <summary>Two servers on fresh stores and with equal clocks: one is spoken to in GraphQL only, the other in REST only.</summary>
public sealed class TwoDoors : IAsyncDisposable
{
    private static readonly TimeSpan BetweenOperations = TimeSpan.FromMicroseconds(1_000_001);

    private readonly TrackerServer graphQL = new();
    private readonly TrackerServer rest = new();
    private readonly StringBuilder differences = new();

    /// <summary>Sends an operation through both doors, which must accept it with the same answer and leave the same rows.</summary>
    public Task AcceptAsync(DoorOperation operation) => SendAsync(operation, refusal: null);

    /// <summary>Sends an operation through both doors, which must refuse it by the same rule and change nothing.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="refusal">As in <see cref="DoorOutcome.Refusal"/>.</param>
    public Task RefuseAsync(DoorOperation operation, string refusal) => SendAsync(operation, refusal);

    /// <summary>Fails with everything in which the doors differed, however many operations there were.</summary>
    public void AssertEqual() => Assert.True(differences.Length == 0, differences.ToString());

    public async ValueTask DisposeAsync()
    {
        await graphQL.DisposeAsync();
        await rest.DisposeAsync();
    }

    private async Task SendAsync(DoorOperation operation, string? refusal)
    {
        graphQL.Clock.Advance(BetweenOperations);
        rest.Clock.Advance(BetweenOperations);
        var before = Rows(graphQL);

        var ofGraphQL = DoorOutcome.OfGraphQL(operation, await graphQL.AskAsync(operation.Document));
        var ofRest = await ThroughRestAsync(operation);
        var (rowsOfGraphQL, rowsOfRest) = (Rows(graphQL), Rows(rest));

        var name = $"{operation.Method} {operation.Path} {operation.Body}";
        name = name.Length > 150 ? name[..150] + "…" : name;
        Compare($"{name}: through GraphQL refused by", refusal ?? "no rule", ofGraphQL.Refusal ?? "no rule");
        Compare($"{name}: through REST refused by", refusal ?? "no rule", ofRest.Refusal ?? "no rule");
        Compare($"{name}: answer of GraphQL and of REST", ofGraphQL.Answer ?? "", ofRest.Answer ?? "");
        Compare($"{name}: rows after GraphQL and after REST", rowsOfGraphQL, rowsOfRest);
        if (refusal is not null || operation.Method == HttpMethod.Get)
        {
            Compare($"{name}: rows before and after", before, rowsOfGraphQL);
        }
    }

    private async Task<DoorOutcome> ThroughRestAsync(DoorOperation operation)
    {
        using var request = new HttpRequestMessage(operation.Method, operation.Path);
        request.Content = operation.Body is null ? null : new StringContent(operation.Body, Encoding.UTF8, "application/json");
        using var response = await rest.Client.SendAsync(request);
        return DoorOutcome.OfRest(response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonNode>())!);
    }

    private void Compare(string what, string left, string right)
    {
        if (left != right)
        {
            differences.AppendLine(what).AppendLine(left).AppendLine(right);
        }
    }

    /// <summary>Everything that the store holds of users, tasks and the words to find them by, as it lies in the tables.</summary>
    private static string Rows(TrackerServer server)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(server.Folder, "tasktracker.db")};Pooling=False");
        connection.Open();
        using var vocabulary = connection.CreateCommand();
        vocabulary.CommandText = "CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', 'task_search', 'instance')";
        vocabulary.ExecuteNonQuery();

        var rows = new StringBuilder();
        foreach (var query in new[] { "SELECT * FROM users ORDER BY id", "SELECT * FROM tasks ORDER BY id", "SELECT * FROM words ORDER BY doc, col, \"offset\"" })
        {
            using var command = connection.CreateCommand();
            command.CommandText = query;
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                rows.AppendJoin('|', Enumerable.Range(0, reader.FieldCount).Select(i => $"{reader.GetName(i)}={(reader.IsDBNull(i) ? "NULL" : reader.GetValue(i))}")).AppendLine();
            }
        }

        return rows.ToString();
    }
}
