using System.Text.Json;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Lists;

/// <summary>Some hundred searches with their answers, which are the same on every database (Lists/SearchCorpus.txt).</summary>
public sealed class SearchCorpusTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Lists", "SearchCorpus.txt"));

    [Fact]
    public async Task Every_search_of_the_corpus_finds_what_it_says_in_that_order()
    {
        using var server = new TrackerServer();
        await server.AddUserAsync("alice");
        var tasks = Section("[tasks]").Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToList();
        foreach (var task in tasks)
        {
            Assert.Equal(task[0], $"{(await server.AddTaskAsync(1, Text(task[1]), task[2].Length == 0 ? null : Text(task[2]))).Id}");
        }

        var wanted = Section("[searches]").ToList();
        var found = new List<string>();
        foreach (var line in wanted)
        {
            var search = line[..line.LastIndexOf(" =>", StringComparison.Ordinal)];
            var page = (await server.DataAsync("query ($s: String) { tasks(search: $s, first: 100) { nodes { databaseId } } }", new { s = Text(search) }))["tasks"]!;
            var ids = page["nodes"]!.AsArray().Select(node => (int)node!["databaseId"]!).ToList();
            found.Add($"{search} => {(ids.Count == tasks.Count ? "all" : string.Join(' ', ids))}".TrimEnd());
        }

        Assert.InRange(wanted.Count, 200, int.MaxValue);
        Assert.Equal(wanted, found);
    }

    private static IEnumerable<string> Section(string name) => Lines.SkipWhile(line => line != name).Skip(1).TakeWhile(line => line.Length > 0);

    private static string Text(string escaped) => JsonSerializer.Deserialize<string>($"\"{escaped.Replace("\"", "\\\"", StringComparison.Ordinal)}\"")!;
}
