using System.Security.Cryptography;
using System.Text;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.GraphQL.Documents;

/// <summary>Documents that the operator has loaded, by id and by client.</summary>
public sealed class TrustedDocumentTests(TrustedDocumentTests.Servers servers) : IClassFixture<TrustedDocumentTests.Servers>
{
    private const string Ping = "query Ping { __typename }";
    private const string Names = "query Names($first: Int) {\n  users(first: $first) { nodes { username } }\n}\n";

    public static TheoryData<GraphQLTransport> Transports => [.. Enum.GetValues<GraphQLTransport>()];

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_document_of_the_folder_is_asked_for_by_its_id(GraphQLTransport transport)
    {
        foreach (var server in new[] { servers.Open, servers.Closed })
        {
            foreach (var id in new[] { "ping", "relay1", "sha256:" + Hash(Ping), Hash(Ping) })
            {
                Assert.Equal("""{"data":{"__typename":"Query"}}""", (await server.AskOverAsync(transport, new { documentId = id })).ToJsonString());
            }

            Assert.Equal("""{"data":{"users":{"nodes":[]}}}""", (await server.AskOverAsync(transport, new { documentId = "names", variables = new { first = 1 } })).ToJsonString());
            Assert.Equal("""{"data":{"__typename":"Query"}}""", (await server.AskOverAsync(transport, new { id = "ping" })).ToJsonString());
            Assert.Equal("""{"data":{"__typename":"Query"}}""", (await server.AskOverAsync(transport, new { extensions = new { persistedQuery = new { version = 1, sha256Hash = Hash(Ping) } } })).ToJsonString());
            Assert.Equal("PERSISTED_QUERY_NOT_FOUND", (await server.AskOverAsync(transport, new { documentId = "nope" })).Code());
        }
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task The_setting_lets_nothing_else_run(GraphQLTransport transport)
    {
        // The exact text of a document of the folder is that document.
        Assert.Null((await servers.Closed.AskOverAsync(transport, new { query = Ping })).Code());
        Assert.Null((await servers.Open.AskOverAsync(transport, new { query = Ping + " " })).Code());
        Assert.Equal("DOCUMENT_NOT_TRUSTED", (await servers.Closed.AskOverAsync(transport, new { query = Ping + " " })).Code());
        Assert.Equal("DOCUMENT_NOT_TRUSTED", (await servers.Closed.AskOverAsync(transport, new { query = "not GraphQL" })).Code());

        // Nor can a client add to them.
        var registration = new { query = "{ __typename }", extensions = new { persistedQuery = new { version = 1, sha256Hash = Hash("{ __typename }") } } };
        Assert.Equal("DOCUMENT_NOT_TRUSTED", (await servers.Closed.AskOverAsync(transport, registration)).Code());
        Assert.Equal("PERSISTED_QUERY_NOT_FOUND", (await servers.Closed.AskOverAsync(transport, new { registration.extensions })).Code());
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_clients_documents_are_for_the_client_of_that_name(GraphQLTransport transport)
    {
        var server = servers.Closed;
        Assert.Equal("""{"data":{"users":{"totalCount":0}}}""", (await server.AskOverAsync(transport, new { documentId = "list" }, "web")).ToJsonString());
        Assert.Equal("""{"data":{"tasks":{"totalCount":0}}}""", (await server.AskOverAsync(transport, new { documentId = "list" }, "phone")).ToJsonString());
        Assert.Equal("PERSISTED_QUERY_NOT_FOUND", (await server.AskOverAsync(transport, new { documentId = "list" })).Code());
        Assert.Equal("PERSISTED_QUERY_NOT_FOUND", (await server.AskOverAsync(transport, new { documentId = "list" }, "nobody")).Code());
        Assert.Null((await server.AskOverAsync(transport, new { documentId = "ping" }, "web")).Code());
    }

    [Theory]
    [InlineData("documentId=list", "Accept, graphql-client-name, apollographql-client-name")]
    [InlineData("query={__typename}", "Accept")]
    public async Task A_cache_is_told_that_the_answer_to_an_id_is_for_the_client(string parameters, string vary)
    {
        using var answer = await servers.Open.Client.GetAsync($"/graphql?{parameters}");
        Assert.Equal(vary, string.Join(", ", answer.Headers.GetValues("Vary")));
    }

    [Fact]
    public async Task Access_and_cost_hold_for_them_too()
    {
        Assert.Equal("COST_EXCEEDED", (await servers.Closed.AskOverAsync(GraphQLTransport.Post, new { documentId = "dear", variables = new { n = 100 } })).Code());
        Assert.Null((await servers.Closed.AskOverAsync(GraphQLTransport.Post, new { documentId = "dear", variables = new { n = 2 } })).Code());
        Assert.Equal("METHOD_NOT_ALLOWED", (await servers.Closed.AskOverAsync(GraphQLTransport.Get, new { documentId = "create" })).Code());
    }

    [Fact]
    public async Task A_subscription_among_them_is_followed()
    {
        await using var server = await Servers.StartAsync(only: true, folder => File.WriteAllTextAsync(Path.Combine(folder, "follow.graphql"), "subscription { onTaskChanged { kind } }"));
        await server.AddUserAsync("alice");
        await using var client = await SocketClient.InitialisedAsync(server);
        await client.SendAsync("""{ "type": "subscribe", "id": "a", "payload": { "documentId": "follow" } }""");
        await server.SubscriptionsAsync(1);
        await server.AddTaskAsync(1, "first");
        Assert.Equal("""{"data":{"onTaskChanged":{"kind":"CREATED"}}}""", (await client.ReadAsync())["payload"]!.ToJsonString());
    }

    [Fact]
    public async Task Bad_documents_stop_the_start_each_with_its_file_and_problem()
    {
        // A file's name, what it holds, and what the start says of it.
        (string File, string Content, string Problem)[] bad =
        [
            ("field.graphql", "{ nope }", "field.graphql: 'field': Cannot query field 'nope' on type 'Query'. Did you mean 'node' or 'nodes'? (line 1, column 3)"),
            ("syntax.graphql", "{ ", "syntax.graphql: 'syntax': "),
            ("empty.graphql", "", "empty.graphql: 'empty': "),
            ("fragment.graphql", "fragment F on Query { __typename }", "fragment.graphql: 'fragment': the document has no operation."),
            ("deep.graphql", Nested(70), "deep.graphql: 'deep': The document is nested deeper than 128 syntax nodes."),
            ("latin.graphql", "\u00ff", "latin.graphql: the file is not UTF-8."),
            ("broken.json", "{", "broken.json: "),
            ("array.json", "[]", "array.json: The file must hold a JSON object"),
            ("number.json", """{ "x": 1 }""", "number.json: 'x' must be a text"),
            ("field.json", """{ "x": "{ no }" }""", "field.json: 'x': Cannot query field"),
            ("format.json", """{ "format": "other", "version": 1, "operations": [] }""", "format.json: A manifest must have the format 'apollo-persisted-query-manifest'"),
            ("version.json", """{ "format": "apollo-persisted-query-manifest", "version": 2, "operations": [] }""", "version.json: A manifest must have"),
            ("body.json", """{ "format": "apollo-persisted-query-manifest", "version": 1, "operations": [{ "id": "x" }] }""", "body.json: 'operations[0].body' must be a text"),
            ("id.json", """{ "format": "apollo-persisted-query-manifest", "version": 1, "operations": [7] }""", "id.json: 'operations[0].id' must be a text"),
            ("twice.json", """{ "ping": "query Other { __typename }" }""", "twice.json: 'ping' is another document in "),
            ("web/below/a.graphql", "{ __typename }", "below: a client's folder holds files only."),
        ];

        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "ping.graphql"), Ping);
        foreach (var (file, content, _) in bad)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder.Path, file))!);
            await File.WriteAllTextAsync(Path.Combine(folder.Path, file), content, Encoding.Latin1);
        }

        var message = await Servers.RefusalAsync($"--GraphQL:TrustedDocuments:Folder={folder.Path}");
        Assert.All(bad, file => Assert.Contains(file.Problem, message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--GraphQL:TrustedDocuments:Folder=/nowhere/at/all", "GraphQL:TrustedDocuments:Folder is /nowhere/at/all, and there is no such folder.")]
    [InlineData("--GraphQL:TrustedDocuments:Only=true", "GraphQL:TrustedDocuments:Only needs documents: set GraphQL:TrustedDocuments:Folder.")]
    public async Task Settings_that_lead_nowhere_stop_the_start(string setting, string problem) =>
        Assert.Equal(problem, (await Servers.RefusalAsync(setting)).Trim());

    private static string Nested(int depth) => string.Concat(Enumerable.Repeat("{ node(id: 1) ", depth)) + new string('}', depth);

    private static string Hash(string query) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(query)));

    public sealed class Servers : IAsyncLifetime
    {
        /// <summary>Runs other documents, too.</summary>
        public TrackerServer Open { get; private set; } = null!;

        public TrackerServer Closed { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Open = await StartAsync(only: false, FillAsync);
            Closed = await StartAsync(only: true, FillAsync);
        }

        public async Task DisposeAsync()
        {
            await Open.DisposeAsync();
            await Closed.DisposeAsync();
        }

        internal static async Task<TrackerServer> StartAsync(bool only, Func<string, Task> fillAsync)
        {
            // The server reads them once.
            using var folder = new TemporaryFolder();
            await fillAsync(folder.Path);
            return TrackerServer.With(new() { ["GraphQL:TrustedDocuments:Folder"] = folder.Path, ["GraphQL:TrustedDocuments:Only"] = $"{only}" });
        }

        internal static async Task<string> RefusalAsync(string setting)
        {
            using var folder = new TemporaryFolder();
            var ended = await TrackerCommand.RunAsync("--urls=http://127.0.0.1:0", $"--Database:Folder={folder.Path}", setting);
            Assert.Equal(1, ended.ExitCode);
            return ended.Error;
        }

        private static async Task FillAsync(string folder)
        {
            await WriteAsync("ping.graphql", Ping);
            await WriteAsync("relay.json", $$"""{ "relay1": "{{Ping}}", "dear": "query ($n: Int) { users(first: $n) { nodes { tasks(first: $n) { nodes { id } } } } }" }""");
            await WriteAsync("names.graphql", Names);
            await WriteAsync("README.md", "Not a document.");
            await WriteAsync("manifest.json", """
                {
                  "format": "apollo-persisted-query-manifest",
                  "version": 1,
                  "operations": [
                    { "id": "create", "name": "Create", "type": "mutation", "body": "mutation Create { createUser(input: { username: \"trusted\", email: \"trusted@example.com\" }) { user { id } } }" },
                    { "id": "list", "name": "List", "type": "query", "body": "query List { tasks { totalCount } }", "clientName": "phone" }
                  ]
                }
                """);
            await WriteAsync("web/list.graphql", "query List { users { totalCount } }");

            Task WriteAsync(string file, string text)
            {
                var path = Path.Combine(folder, file);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                return File.WriteAllTextAsync(path, text);
            }
        }
    }
}
