using System.Text.Json;
using System.Text.Json.Nodes;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Rest;

public sealed class LongListTests
{
    [Fact]
    public async Task Five_thousand_tasks_are_all_sent_while_they_are_read()
    {
        await using var server = await ServerWithTasksAsync(5_000);
        using var answer = await server.Client.GetAsync("/tasks/", HttpCompletionOption.ResponseHeadersRead);
        Assert.True(answer.Headers.TransferEncodingChunked);
        var rows = await JsonSerializer.DeserializeAsync<JsonArray>(await answer.Content.ReadAsStreamAsync());
        Assert.Equal(Enumerable.Range(1, 5_000), rows!.Select(row => row!["id"]!.GetValue<int>()));
        // Ten full batches and an empty one.
        Assert.Equal(11, ReadsOf(server));
    }

    [Theory]
    [InlineData(499, 1)]
    [InlineData(500, 1)]
    [InlineData(501, 2)]
    public async Task A_limit_reads_no_more_than_it_needs(int limit, int commands)
    {
        await using var server = await ServerWithTasksAsync(1_000);
        var rows = (await server.GetAsync($"/tasks/?skip=2&limit={limit}")).Json.AsArray();
        Assert.Equal(Enumerable.Range(3, limit), rows.Select(row => row!["id"]!.GetValue<int>()));
        Assert.Equal(commands, ReadsOf(server));
    }

    // Not what the server does beside, every minute.
    private static int ReadsOf(TrackerServer server) => server.Commands.Texts.Count(text => text.Contains("FROM \"tasks\"", StringComparison.Ordinal));

    private static async Task<TrackerServer> ServerWithTasksAsync(int count)
    {
        var server = new TrackerServer();
        await server.CreateUserAsync();
        await server.AddTasksAsync(count);
        server.Commands.Clear();
        return server;
    }
}
