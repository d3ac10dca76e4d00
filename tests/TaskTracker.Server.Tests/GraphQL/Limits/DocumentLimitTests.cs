using GraphQL;
using GraphQL.Validation;
using GraphQLParser;
using GraphQLParser.AST;
using TaskTracker.Server.GraphQL.Execution;
using TaskTracker.Server.Tests.GraphQL.Transport;

namespace TaskTracker.Server.Tests.GraphQL.Limits;

/// <summary>Documents that are small to send and dear to look at. Without the limits the worst of them keep a server busy for seconds or for ever.</summary>
public sealed class DocumentLimitTests(TransportServer server) : IClassFixture<TransportServer>
{
    public static TheoryData<string, string> DearDocuments => new()
    {
        { "10,000 nested selections", Repeat("{self", 10_000) + Repeat("}", 10_000) },
        { "70 nested selections", Repeat("{self", 70) + "{__typename}" + Repeat("}", 70) },
        { "10,000 open lists", "{matrix(of:" + Repeat("[", 10_000) },
        { "10,000 nested lists", "{matrix(of:" + Repeat("[", 10_000) + Repeat("]", 10_000) + ")}" },
        { "4,000 nested lists", "{matrix(of:" + Repeat("[", 4_000) + Repeat("]", 4_000) + ")}" },
        { "4,000 nested input objects", "{greet(input:" + Repeat("{a:", 3_000) + "1" + Repeat("}", 3_000) + ")}" },
        { "600 aliases", "{" + string.Concat(Enumerable.Range(0, 600).Select(i => $"a{i}:echo ")) + "}" },
        { "25,000 aliases", "{" + string.Concat(Enumerable.Range(0, 25_000).Select(i => $"a{i}:echo ")) + "}" },
        { "3,000 times one field", "{" + Repeat("echo ", 3_000) + "}" },
        { "51 times one field", "{" + Repeat("echo ", 51) + "}" },
        { "51 times one field in merged fields", "{" + Repeat("self{echo} ", 25) + "...{" + Repeat("self{echo} ", 24) + "self{echo echo}}}" },
        { "900 conflicts", "{" + string.Concat(Enumerable.Range(0, 900).Select(i => $"a:echo(text:\"{i}\")")) + "}" },
        { "900 conflicts below one field", "{" + string.Concat(Enumerable.Range(0, 900).Select(i => $"self{{a:echo(text:\"{i}\")}}")) + "}" },
        { "2 to the 28 fields through fragments", Doubling("{...f0}") },
        { "the same in fragments that nobody uses", Doubling("{__typename}") },
        { "a cycle of 1,000 fragments", "{...f0}" + string.Concat(Enumerable.Range(0, 1_000).Select(i => $"fragment f{i} on Query{{...f{(i + 1) % 1_000}}}")) },
        { "200 fragments, one in the other", "{...f0}" + string.Concat(Enumerable.Range(0, 200).Select(i => $"fragment f{i} on Query{{...f{i + 1}}}")) },
        { "2,000 variables", "query(" + string.Concat(Enumerable.Range(0, 2_000).Select(i => $"$a{i}:Int ")) + "){__typename}" },
        { "2,000 uses of unknown variables", "{matrix(of:[[" + string.Concat(Enumerable.Range(0, 2_000).Select(i => $"$a{i} ")) + "]])}" },
        { "300 directives", "{" + string.Concat(Enumerable.Range(0, 300).Select(i => $"a{i}:echo@a ")) + "}" },
        { "1,000 operations", string.Concat(Enumerable.Range(0, 1_000).Select(i => $"query a{i}{{__typename}}")) },
        { "200 fragments", "{__typename}" + string.Concat(Enumerable.Range(0, 200).Select(i => $"fragment f{i} on Query{{__typename}}")) },
        { "a second fragment of one name", "{...f} fragment f on Query{__typename} fragment f on Query{" + Repeat("echo ", 2_500) + "}" },
        { "a cycle of fragments with many ways through it", "{...f0}" + string.Concat(Enumerable.Range(0, 12).Select(i => $"fragment f{i} on Query{{" + string.Concat(Enumerable.Range(0, 12).Select(j => $"...f{j} ")) + "}")) },
        { "types of fields of types of fields of types", "{__schema{types{fields{type{fields{type{fields{name}}}}}}}}" },
        { "the same through fragments", "{__schema{types{...t}}} fragment t on __Type{fields{type{...u}}} fragment u on __Type{fields{type{interfaces{name}}}}" },
        { "a comment of 200,000 characters", "#" + new string('x', 200_000) + "\n{__typename}" },
    };

    [Theory]
    [MemberData(nameof(DearDocuments))]
    public async Task A_document_that_costs_too_much_to_look_at_is_refused(string what, string document)
    {
        var answer = await server.PostAsync(document);
        Assert.True((answer.Status, answer.Code) == (400, "DOCUMENT_TOO_LARGE"), $"{what}: {answer.Text}");
        Assert.Equal("Query", (await server.PostAsync("{ __typename }")).Data.GetProperty("__typename").GetString());
    }

    [Fact]
    public async Task Selections_may_nest_as_deep_as_the_limit_says()
    {
        var answer = await server.PostAsync(Repeat("{self", 59) + "{__typename}" + Repeat("}", 59));
        Assert.Equal(200, answer.Status);
        Assert.Equal(0, answer.ErrorCount);
    }

    [Fact]
    public async Task Five_hundred_aliases_are_answered()
    {
        var answer = await server.PostAsync("{" + string.Concat(Enumerable.Range(0, 500).Select(i => $"a{i}:__typename ")) + "}");
        Assert.Equal("Query", answer.Data.GetProperty("a499").GetString());
    }

    [Fact]
    public async Task A_small_cycle_of_fragments_gets_the_validations_own_message()
    {
        var answer = await server.PostAsync("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }");
        Assert.Equal((400, "VALIDATION_FAILED"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task At_most_a_hundred_errors_are_told()
    {
        var answer = await server.PostAsync("{" + string.Concat(Enumerable.Range(0, 2_000).Select(i => $"x{i} ")) + "}");
        Assert.Equal("VALIDATION_FAILED", answer.Code);
        Assert.Equal(100, answer.ErrorCount);
        Assert.DoesNotContain("Too many errors", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_more_errors_are_looked_for_than_are_told()
    {
        var document = Parser.Parse("{" + string.Concat(Enumerable.Range(0, 50).Select(i => $"x{i} ")) + "}");
        var reached = await Assert.ThrowsAsync<ErrorLimit.Reached>(() => new DocumentValidator().ValidateAsync(new()
        {
            Schema = server.Schema,
            Document = document,
            Operation = document.Definitions.OfType<GraphQLOperationDefinition>().Single(),
            Rules = [new ErrorLimit(3), .. DocumentValidator.CoreRules],
            Variables = Inputs.Empty,
            Extensions = Inputs.Empty,
            UserContext = new Dictionary<string, object?>(),
        }));
        Assert.Equal(3, reached.Found.Count);
    }

    [Fact]
    public async Task A_message_does_not_repeat_a_long_name_in_full()
    {
        var answer = await server.PostAsync("{ " + new string('x', 100_000) + " }");
        Assert.Equal((400, "VALIDATION_FAILED"), (answer.Status, answer.Code));
        Assert.InRange(answer.Text.Length, 1_000, 5_000);
    }

    [Fact]
    public async Task The_usual_introspection_query_fits()
    {
        const string Types = "kind name ofType{kind name ofType{kind name ofType{kind name ofType{kind name ofType{kind name ofType{kind name ofType{kind name}}}}}}}";
        var answer = await server.PostAsync(
            "{__schema{queryType{name} types{...T}}} fragment T on __Type{kind name fields(includeDeprecated:true){name args{...I} type{...R}} inputFields{...I}} "
            + "fragment I on __InputValue{name type{...R} defaultValue} fragment R on __Type{" + Types + "}");
        Assert.Equal(200, answer.Status);
        Assert.Equal(0, answer.ErrorCount);
    }

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static string Doubling(string operation) => operation
        + string.Concat(Enumerable.Range(0, 28).Select(i =>
            $"fragment f{i} on Query{{...a{i} ...b{i}}} fragment a{i} on Query{{...f{i + 1}}} fragment b{i} on Query{{...f{i + 1}}}"))
        + "fragment f28 on Query{__typename}";
}
