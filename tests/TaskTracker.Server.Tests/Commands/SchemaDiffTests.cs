using TaskTracker.Server.Commands;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Commands;

public sealed class SchemaDiffTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("type T { a: Int b: Int }", "type T { a: Int }", "breaking    T.b was removed")]
    [InlineData("type T { a: Int b: Int @deprecated(reason: \"Old.\") }", "type T { a: Int }", "breaking    T.b was removed; it was deprecated")]
    [InlineData("type T { a: Int } enum E { A }", "type T { a: Int }", "breaking    E was removed")]
    [InlineData("type T { a: Int }", "union T = Query", "breaking    T is a union now, and was an object type")]
    [InlineData("type T { a: Int! }", "type T { a: Int }", "breaking    T.a is of the type Int now, and was Int!")]
    [InlineData("type T { a: Int }", "type T { a: Int! }", "safe        T.a is of the type Int! now, and was Int")]
    [InlineData("type T { a: [Int!]! }", "type T { a: [Int]! }", "breaking    T.a is of the type [Int]! now, and was [Int!]!")]
    [InlineData("type T { a: Int }", "type T { a: [Int] }", "breaking    T.a is of the type [Int] now, and was Int")]
    [InlineData("type T { a: Int }", "type T { a: Float }", "breaking    T.a is of the type Float now, and was Int")]
    [InlineData("type T { a: Int }", "type T { a: Int b: Int }", "safe        T.b was added")]
    [InlineData("type T { a: Int }", "type T { a: Int } type U { a: Int }", "safe        U was added")]
    [InlineData("type T { a(x: Int): Int }", "type T { a: Int }", "breaking    T.a(x:) was removed")]
    [InlineData("type T { a: Int }", "type T { a(x: Int!): Int }", "breaking    T.a(x:) was added and must be given")]
    [InlineData("type T { a: Int }", "type T { a(x: Int! = 1): Int }", "safe        T.a(x:) was added")]
    [InlineData("type T { a: Int }", "type T { a(x: Int): Int }", "safe        T.a(x:) was added")]
    [InlineData("type T { a(x: Int): Int }", "type T { a(x: Int!): Int }", "breaking    T.a(x:) is of the type Int! now, and was Int")]
    [InlineData("type T { a(x: Int!): Int }", "type T { a(x: Int): Int }", "safe        T.a(x:) is of the type Int now, and was Int!")]
    [InlineData("type T { a(x: Int = 1): Int }", "type T { a(x: Int = 2): Int }", "dangerous   T.a(x:) has the default 2 now; it was 1")]
    [InlineData("type T { a(x: Int = 1): Int }", "type T { a(x: Int): Int }", "dangerous   T.a(x:) has no default any more; it was 1")]
    [InlineData("input T { a: Int }", "input T { a: Int b: Int! }", "breaking    T.b was added and must be given")]
    [InlineData("input T { a: Int }", "input T { a: Int b: Int }", "safe        T.b was added")]
    [InlineData("input T { a: [Int] }", "input T { a: [Int!] }", "breaking    T.a is of the type [Int!] now, and was [Int]")]
    [InlineData("enum T { A B }", "enum T { A }", "breaking    T.B was removed")]
    [InlineData("enum T { A }", "enum T { A B }", "dangerous   T.B was added")]
    [InlineData("type A { a: Int } type B { a: Int } union T = A | B", "type A { a: Int } type B { a: Int } union T = A", "breaking    T | B was removed")]
    [InlineData("type A { a: Int } type B { a: Int } union T = A", "type A { a: Int } type B { a: Int } union T = A | B", "dangerous   T | B was added")]
    [InlineData("interface I { a: Int } type T implements I { a: Int }", "interface I { a: Int } type T { a: Int }", "breaking    T implements I was removed")]
    [InlineData("interface I { a: Int } type T { a: Int }", "interface I { a: Int } type T implements I { a: Int }", "dangerous   T implements I was added")]
    [InlineData("directive @d(x: Int) on FIELD | OBJECT", "directive @d(x: Int) on OBJECT", "breaking    @d may not be used on Field any more")]
    [InlineData("directive @d(x: Int) on FIELD", "directive @d on FIELD", "breaking    @d(x:) was removed")]
    [InlineData("directive @d on FIELD", "", "breaking    @d was removed")]
    [InlineData("type T { a: Int @cost(weight: \"1\") }", "type T { a: Int @cost(weight: \"2\") }", "dangerous   T.a has @cost(weight: \"2\") now; it was @cost(weight: \"1\")")]
    [InlineData("input T { a: Int }", "input T @oneOf { a: Int }", "breaking    T has @oneOf now")]
    [InlineData("schema { query: Query } type T { a: Int }", "schema { query: T } type T { a: Int }", "breaking    schema has T for its query now; it was Query")]
    public async Task Each_difference_is_told_with_what_it_does_to_clients(string before, string after, string told)
    {
        var (exitCode, output, _) = await DiffAsync(before, after);

        Assert.Equal(told, output.Split('\n')[0]);
        Assert.Equal(told.StartsWith("breaking", StringComparison.Ordinal) ? 1 : 0, exitCode);
        Assert.Contains(output.Split('\n')[1], new[] { "1 breaking, 0 dangerous, 0 safe", "0 breaking, 1 dangerous, 0 safe", "0 breaking, 0 dangerous, 1 safe" });
    }

    [Fact]
    public async Task Descriptions_and_order_make_no_difference()
    {
        var (exitCode, output, _) = await DiffAsync("\"Words.\" type T { a: Int b(x: Int, y: Int): Int }", "type T { b(y: Int, x: Int): Int \"Others.\" a: Int }");

        Assert.Equal((0, "0 breaking, 0 dangerous, 0 safe\n"), (exitCode, output));
    }

    [Fact]
    public async Task What_is_deprecated_is_listed_and_what_becomes_so_is_a_safe_change()
    {
        var (exitCode, output, _) = await DiffAsync(
            "type T { a: Int b: Int @deprecated(reason: \"Use a.\") }", "type T { a(x: Int @deprecated): Int @deprecated(reason: \"Use c.\") b: Int @deprecated(reason: \"Use a.\") c: Int }");

        Assert.Equal(0, exitCode);
        Assert.Equal(
            """
            safe        T.a is deprecated now: Use c.
            safe        T.a(x:) was added
            safe        T.c was added
            0 breaking, 0 dangerous, 3 safe
            deprecated  T.a: Use c.
            deprecated  T.a(x:): No longer supported
            deprecated  T.b: Use a.

            """,
            output);
    }

    [Fact]
    public async Task Documents_that_the_schema_no_longer_allows_are_named_with_the_reason()
    {
        var documents = Directory.CreateDirectory(folder.File("documents")).FullName;
        await File.WriteAllTextAsync(Path.Combine(documents, "list.graphql"), "query ($first: Int!) { tasks(first: $first) { nodes { title createdAt } } }");
        await File.WriteAllTextAsync(
            Path.Combine(documents, "web.json"), """{"follow": "subscription { onTaskStatusChanged { cursor } }", "old": "{ nothing }", "who": "{ viewer { user { username } } node(id: 1) { id } }"}""");
        var served = await File.ReadAllTextAsync(Repository.File("schema.graphql"));

        var same = await RunAsync(served, served, "--operations", documents);
        var changed = await RunAsync(served, served.Replace("  createdAt: DateTime!", "  madeAt: DateTime!", StringComparison.Ordinal), "--operations", documents);

        Assert.Equal(
            (0, $"""
                0 breaking, 0 dangerous, 0 safe
                was broken  {documents}/web.json 'old'
                            Cannot query field 'nothing' on type 'Query'. (line 1, column 3)
                0 of 4 documents break, 1 could not be run before either

                """),
            (same.ExitCode, same.Output));
        Assert.Equal(1, changed.ExitCode);
        Assert.EndsWith(
            $"""
             breaks      {documents}/list.graphql 'list'
                         Cannot query field 'createdAt' on type 'Task'. Did you mean 'createdBy', 'updatedAt', 'createdById', or 'deletedAt'? (line 1, column 61)
             was broken  {documents}/web.json 'old'
                         Cannot query field 'nothing' on type 'Query'. (line 1, column 3)
             1 of 4 documents break, 1 could not be run before either

             """,
            changed.Output,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("board.ts", "export const list = gql`{ tasks { totalCount } }`;")]
    [InlineData("package.json", """{"private": true}""")]
    public async Task A_folder_of_sources_is_not_taken_for_one_whose_documents_all_hold(string file, string text)
    {
        var sources = Directory.CreateDirectory(folder.File("sources")).FullName;
        await File.WriteAllTextAsync(Path.Combine(sources, file), text);

        var (exitCode, _, error) = await RunAsync("type Query { a: Int }", "type Query { a: Int }", "--operations", sources);

        Assert.Equal(1, exitCode);
        Assert.EndsWith($"not its sources (docs/trusted-documents.md). 0 could be read in {sources}.\n", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("type T { a Int }", "before.graphql cannot be read: ")]
    [InlineData("extend type T { a: Int }", "before.graphql is not a schema: it may hold no ")]
    [InlineData("{ tasks { id } }", "before.graphql is not a schema: it may hold no ")]
    public async Task What_is_no_schema_is_said(string before, string message)
    {
        var (exitCode, output, error) = await RunAsync(before, "type Query { a: Int }");

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schema_that_does_not_hold_together_is_no_defect_of_ours()
    {
        var (exitCode, _, error) = await RunAsync("type Query { a: Missing }", "type Query { a: Missing }", "--operations", folder.Path);

        Assert.Equal(1, exitCode);
        Assert.StartsWith("The first schema does not hold together: ", error, StringComparison.Ordinal);
        Assert.Contains("Missing", error, StringComparison.Ordinal);
    }

    private Task<(int ExitCode, string Output, string Error)> DiffAsync(string before, string after) => RunAsync($"type Query {{ q: Int }} {before}", $"type Query {{ q: Int }} {after}");

    private async Task<(int ExitCode, string Output, string Error)> RunAsync(string before, string after, params string[] options)
    {
        await File.WriteAllTextAsync(folder.File("before.graphql"), before);
        await File.WriteAllTextAsync(folder.File("after.graphql"), after);
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exitCode = await TrackerCommandLine.RunAsync(
            ["schema", "diff", folder.File("before.graphql"), folder.File("after.graphql"), .. options], _ => throw new InvalidOperationException("Nothing is to be built."), output, error);
        return (exitCode, output.ToString(), error.ToString());
    }
}
