using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.GraphQL.Limits;

/// <summary>Every limit on a document is a setting, has an error of its own, and holds over every transport.</summary>
public sealed class LimitTableTests(LimitTableTests.SmallLimits small) : IClassFixture<LimitTableTests.SmallLimits>
{
    private static readonly (string Setting, int Maximum, Func<int, string> Document)[] Limits =
    [
        ("MaxCharacters", 1_000, n => "{__typename}".PadRight(n)),
        ("MaxTokens", 100, n => "{nodes(ids:[" + Repeat("1 ", n - 12) + "]){id}}"),
        ("MaxSyntaxDepth", 24, n => "{nodes(ids:" + Repeat("[", n - 6) + Repeat("]", n - 6) + "){id}}"),
        ("MaxDepth", 6, n => Repeat("{...on Query", n - 1) + "{__typename}" + Repeat("}", n - 1)),
        ("MaxSelections", 20, n => "{taskChanges{totalCount asOf}tasks{totalCount asOf}users{totalCount asOf pageInfo{hasNextPage hasPreviousPage}}"
            + Repeat("__typename ", 4) + "...{changeLog{oldestCursor newestCursor" + Repeat(" __typename", n - 20) + "}}}"),
        ("MaxAliases", 5, n => "{" + Numbered("a{0}:__typename ", n) + "}"),
        ("MaxRepeats", 4, n => "{" + Repeat("__typename ", n) + "}"),
        ("MaxConflicts", 2, n => "{" + Repeat("...{x:taskById(id:1){id}}", n) + "...{x:taskById(id:2){id}}}"),
        ("MaxFragments", 3, n => "{__typename}" + Numbered("fragment f{0} on Query{{__typename}}", n)),
        ("MaxOperations", 2, n => Numbered("query o{0}{{__typename}}", n)),
        ("MaxVariables", 6, n => "query(" + Numbered("$v{0}:Int ", n) + "){__typename}"),
        ("MaxDirectives", 5, n => "{" + Numbered("a{0}:__typename ", 4).Replace(" ", "@skip(if:false) ", StringComparison.Ordinal) + "__typename " + Repeat("@include(if:true)", n - 4) + "}"),
        ("MaxDirectivesInOnePlace", 2, n => "{__typename " + Repeat("@include(if:true)", n) + "}"),
        ("MaxIntrospectionDepth", 1, n => "{__type(name:\"Task\"){" + Repeat("fields{type{", n) + "name" + Repeat("}}", n) + "}}"),
    ];

    public static TheoryData<string, GraphQLTransport> Table
    {
        get
        {
            var table = new TheoryData<string, GraphQLTransport>();
            foreach (var (setting, _, _) in Limits)
            {
                foreach (var transport in Enum.GetValues<GraphQLTransport>())
                {
                    table.Add(setting, transport);
                }
            }

            return table;
        }
    }

    public static TheoryData<GraphQLTransport> Transports => [.. Enum.GetValues<GraphQLTransport>()];

    [Theory]
    [MemberData(nameof(Table))]
    public async Task A_document_may_reach_the_limit_and_not_exceed_it(string setting, GraphQLTransport transport)
    {
        var (_, maximum, document) = Limits.Single(limit => limit.Setting == setting);

        var within = await small.Server.AskOverAsync(transport, new { query = document(maximum) });
        Assert.NotEqual("DOCUMENT_TOO_LARGE", within.Code());

        var beyond = await small.Server.AskOverAsync(transport, new { query = document(maximum + 1) });
        Assert.Equal("DOCUMENT_TOO_LARGE", beyond.Code());
        GraphQLOverHttp.AssertJson($$"""{ "code": "DOCUMENT_TOO_LARGE", "limit": "GraphQL:Limits:{{setting}}", "maximum": {{maximum}} }""", beyond["errors"]![0]!["extensions"]);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Variables_may_hold_as_many_values_as_the_setting_says(GraphQLTransport transport)
    {
        // The list, the object and its members are values too.
        var within = await AskAsync(6);
        Assert.Equal(0, (int)within["data"]!["tasks"]!["totalCount"]!);
        GraphQLOverHttp.AssertJson("""{ "code": "VARIABLES_TOO_LARGE", "limit": "GraphQL:Limits:MaxVariableValues", "maximum": 10 }""", (await AskAsync(7))["errors"]![0]!["extensions"]);

        Task<System.Text.Json.Nodes.JsonObject> AskAsync(int ids) => small.Server.AskOverAsync(transport, new
        {
            query = "query ($where: TaskFilterInput) { tasks(where: $where) { totalCount } }",
            variables = new { where = new { id = new { @in = Enumerable.Range(1, ids) } }, further = 1 },
        });
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task As_many_errors_are_told_as_the_setting_says(GraphQLTransport transport)
    {
        var answer = await small.Server.AskOverAsync(transport, new { query = "{" + Numbered("x{0} ", 10) + "}" });
        Assert.Equal(["VALIDATION_FAILED", "VALIDATION_FAILED", "VALIDATION_FAILED"], answer["errors"]!.AsArray().Select(error => (string?)error!["extensions"]!["code"]));
    }

    [Fact]
    public void The_table_has_every_setting() => Assert.Equal(
        typeof(TaskTracker.Server.GraphQL.Execution.DocumentLimits).GetProperties().Select(property => property.Name).Except(["MaxVariableValues", "MaxErrors"]),
        Limits.Select(limit => limit.Setting));

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static string Numbered(string format, int count) =>
        string.Concat(Enumerable.Range(0, count).Select(i => string.Format(System.Globalization.CultureInfo.InvariantCulture, format, i)));

    public sealed class SmallLimits : IAsyncLifetime
    {
        public TrackerServer Server { get; } = TrackerServer.With(new(Limits.ToDictionary(
            limit => $"GraphQL:Limits:{limit.Setting}", limit => limit.Maximum.ToString(System.Globalization.CultureInfo.InvariantCulture)))
        { ["GraphQL:Limits:MaxVariableValues"] = "10", ["GraphQL:Limits:MaxErrors"] = "3" });

        public Task InitializeAsync() => Task.CompletedTask;

        public async Task DisposeAsync() => await Server.DisposeAsync();
    }
}
