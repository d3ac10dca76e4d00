using System.Data.Common;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TaskTracker.Server.Tests.Following;
using TaskTracker.Server.Tests.Hosting;
using TaskTracker.Server.Tests.Idempotency;

namespace TaskTracker.Server.Tests.Faults;

/// <summary>A server as a process of its own, which can be killed and started again on the same store at the same address.</summary>
internal sealed class FaultServer : IDisposable
{
    /// <summary>Whether the fault tests run at full length: <c>TASKTRACKER_FAULTS=long</c>.</summary>
    public static readonly bool IsLong = Environment.GetEnvironmentVariable("TASKTRACKER_FAULTS") == "long";

    private readonly TemporaryFolder folder;
    private readonly bool ownsFolder;
    private readonly CancellationTokenSource bound = new(TimeSpan.FromMinutes(IsLong ? 15 : 6));

    public FaultServer()
    {
        folder = new();
        ownsFolder = true;
    }

    /// <summary>One more server on the same store, which must be one that servers can share.</summary>
    public FaultServer(FaultServer other) => folder = other.folder;

    /// <summary>Cancelled when the test takes far too long.</summary>
    public CancellationToken Bound => bound.Token;

    public HttpClient Client { get; } = new();

    public TrackerProcess Process { get; private set; } = null!;

    public Uri Address { get; private set; } = new("http://127.0.0.1:0");

    /// <summary>The setting that keeps a store where this one does.</summary>
    public string Setting => folder.Setting;

    /// <summary>A file beside the store.</summary>
    public string File(string name) => folder.File(name);

    public async Task StartAsync(params string[] settings)
    {
        Process = TrackerProcess.StartLimitable(["--urls", Address.ToString(), folder.Setting, .. settings]);
        Address = await Process.AddressAsync();
    }

    /// <summary>With -9, which leaves it no time for anything.</summary>
    public void Kill()
    {
        Process?.Dispose();
        Process = null!;
    }

    /// <summary>The same, and back at the same address.</summary>
    public async Task KillAndStartAgainAsync()
    {
        Kill();
        await StartAsync();
    }

    /// <summary>Asks for the data of an operation that has no errors.</summary>
    /// <exception cref="HttpRequestException">The server was killed meanwhile, or is not back yet.</exception>
    public async Task<JsonNode> AskAsync(string query, object? variables = null)
    {
        using var answer = await Client.PostAsJsonAsync(new Uri(Address, "/graphql"), new { query, variables }, Bound);
        var result = (await answer.Content.ReadFromJsonAsync<JsonNode>(Bound))!;
        Assert.True(result["errors"] is null, result.ToJsonString());
        return result["data"]!;
    }

    public Task AddUserAsync() => AskAsync("""mutation { createUser(input: {username: "alice", email: "a@example.com"}) { user { id } } }""");

    /// <summary>Creates so many tasks for the first user; the cursor of the last.</summary>
    public async Task<string> AddTasksAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await AskAsync("""mutation { createTask(input: {title: "t", userId: 1}) { task { id } } }""");
        }

        return (string)(await AskAsync("{ changeLog { newestCursor } }"))["changeLog"]!["newestCursor"]!;
    }

    /// <summary>The changes after a cursor.</summary>
    public async Task<List<Applied>> ReadLogAsync(string start)
    {
        var log = new List<Applied>();
        for (string? after = start; after is not null;)
        {
            var page = (await AskAsync(
                $"query ($after: String) {{ taskChanges(first: 100, after: $after) {{ nodes {{ {Applied.Selection} }} pageInfo {{ hasNextPage endCursor }} }} }}",
                new { after }))["taskChanges"]!;
            log.AddRange(page["nodes"]!.AsArray().Select(node => Applied.OfGraphQL(node!)));
            after = (bool)page["pageInfo"]!["hasNextPage"]! ? (string?)page["pageInfo"]!["endCursor"] : null;
        }

        return log;
    }

    /// <summary>Creates a task for the first user through one door or the other, with its title as the key.</summary>
    /// <param name="overRest">Which door.</param>
    /// <param name="title">Its title.</param>
    /// <param name="description">Its description.</param>
    /// <param name="patience">Cancelled when the client hangs up.</param>
    public async Task<Answered> CreateAsync(bool overRest, string title, string? description = null, CancellationToken patience = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, overRest ? "/tasks/" : "/graphql"));
        request.Content = overRest
            ? JsonContent.Create(new { title, description, user_id = 1 })
            : JsonContent.Create(new
            {
                query = "mutation ($t: String!, $d: String) { createTask(input: {title: $t, description: $d, userId: 1}) { task { databaseId } errors { ... on Error { code } } } }",
                variables = new { t = title, d = description },
            });
        request.Headers.Add("Idempotency-Key", title);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(Bound, patience);
        using var response = await Client.SendAsync(request, either.Token);
        return new((int)response.StatusCode, await response.Content.ReadAsStringAsync(either.Token));
    }

    /// <summary>A connection of this process to the store that the other one uses.</summary>
    public DbConnection Open() => Store.Open(folder.Path);

    /// <summary>The first column of what a query finds in the store.</summary>
    public List<string> Read(string sql)
    {
        using var connection = Open();
        return connection.Read(sql);
    }

    public long SizeOf(string file) => new FileInfo(folder.File(file)).Length;

    public void Dispose()
    {
        Kill();
        Client.Dispose();
        bound.Dispose();
        if (ownsFolder)
        {
            folder.Dispose();
        }
    }
}
