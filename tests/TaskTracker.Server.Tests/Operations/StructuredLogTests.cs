using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Operations;

public sealed class StructuredLogTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task In_production_every_line_is_json_and_the_trace_id_of_an_error_leads_to_its_line()
    {
        using var server = TrackerProcess.Start("--urls", "http://127.0.0.1:0", folder.Setting);
        using var client = new HttpClient { BaseAddress = await server.AddressAsync() };
        using (var connection = new SqliteConnection($"Data Source={folder.File("tasktracker.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "ALTER TABLE tasks RENAME TO gone";
            command.ExecuteNonQuery();
        }

        using var answer = await client.GetAsync("/tasks/1");
        var traceId = ((string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["detail"]!)[^32..];
        var ended = await server.StopAsync();

        var lines = ended.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        var line = Assert.Single(lines, line => (string?)line["LogLevel"] == "Error" && (string?)line["Category"] == "TaskTracker.Server.Operations.UnexpectedErrors");
        Assert.Equal(traceId, (string?)line["State"]!["TraceId"]);
        Assert.Contains(line["Scopes"]!.AsArray(), scope => (string?)scope!["TraceId"] == traceId);
        Assert.NotNull((string?)line["Exception"]);
    }
}
