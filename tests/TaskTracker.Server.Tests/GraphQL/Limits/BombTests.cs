using System.Diagnostics;
using GraphQLParser;
using Microsoft.Extensions.Options;
using TaskTracker.Server.GraphQL;
using TaskTracker.Server.GraphQL.Errors;
using TaskTracker.Server.GraphQL.Execution;

namespace TaskTracker.Server.Tests.GraphQL.Limits;

/// <summary>A small text that would unfold into an endless document is refused for about the price of reading it.</summary>
public sealed class BombTests
{
    private const string Ordinary = "query ($id: ID!) { taskById(id: $id) { id title status user { id username tasks(first: 10) { nodes { id title } } } } }";

    public static TheoryData<string, string> Bombs => new()
    {
        { "fragments that spread the next one twice", Fragments(30, i => $"...f{i} ...{{...f{i}}}") },
        { "fragments that spread the next one twice, a level deeper each time", Fragments(30, i => $"a:node(id:1){{...f{i}}} b:node(id:1){{...f{i}}}") },
        { "fragments that all spread all", Fragments(12, _ => string.Concat(Enumerable.Range(0, 12).Select(j => $"...f{j} "))) },
        { "introspection that comes back to itself", "{__schema{types{" + Repeat("fields{type{", 20) + "name" + Repeat("}}", 20) + "}}}" },
        { "introspection that comes back to itself through fragments", Fragments(30, i => $"fields{{type{{...f{i}}}}}", "{__schema{types{...f0}}}") },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void No_selection_is_looked_at_twice(string what, string bomb)
    {
        var size = new DocumentSize(Parser.Parse(bomb), new DocumentLimits());
        Assert.Throws<CodedError>(size.Check);
        var selections = bomb.Split(["...", "{", "}", " "], StringSplitOptions.RemoveEmptyEntries).Length;
        Assert.True(size.Visited <= selections, $"{what}: {size.Visited} of {selections}");
    }

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Refusing_takes_no_longer_than_reading_an_ordinary_document_of_ten_times_the_length(string what, string bomb)
    {
        var parser = new DocumentParser(Options.Create(new GraphQLOptions()));
        var ordinary = string.Concat(Enumerable.Repeat(Ordinary, (10 * bomb.Length / Ordinary.Length) + 1).Select((text, i) => text.Replace("query", $"query q{i}", StringComparison.Ordinal)));
        var generous = new DocumentParser(Options.Create(new GraphQLOptions
        {
            Limits = new() { MaxOperations = 10_000, MaxSelections = 100_000, MaxTokens = 1_000_000, MaxCharacters = 10_000_000, MaxVariables = 100_000 },
        }));

        // The shortest of many, so that whatever else the machine does counts for neither.
        var (refusing, reading) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var i = 0; i < 30; i++)
        {
            refusing = Shorter(refusing, () => Assert.Throws<CodedError>(() => parser.Build(bomb)));
            reading = Shorter(reading, () => generous.Build(ordinary));
        }

        Assert.True(refusing < reading, $"{what}: {refusing.TotalMicroseconds:N0} µs against {reading.TotalMicroseconds:N0} µs");
    }

    private static TimeSpan Shorter(TimeSpan best, Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        var elapsed = Stopwatch.GetElapsedTime(start);
        return elapsed < best ? elapsed : best;
    }

    private static string Fragments(int count, Func<int, string> selectionsWithNext, string operation = "{...f0}") => operation
        + string.Concat(Enumerable.Range(0, count).Select(i => $"fragment f{i} on Query{{{selectionsWithNext(i + 1)}}}"))
        + $"fragment f{count} on Query{{__typename}}";

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
