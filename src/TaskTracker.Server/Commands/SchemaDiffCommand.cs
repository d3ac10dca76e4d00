using System.CommandLine;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQLParser;
using GraphQLParser.AST;
using GraphQLParser.Exceptions;
using TaskTracker.Schema.Comparison;
using TaskTracker.Server.Configuration;
using TaskTracker.Server.GraphQL.Documents;

namespace TaskTracker.Server.Commands;

/// <summary><c>schema diff before.graphql after.graphql</c>: what a change of the schema does to clients.</summary>
internal static class SchemaDiffCommand
{
    private static readonly string[] Names = ["safe", "dangerous", "breaking"];

    public static Command Create()
    {
        var before = new Argument<FileInfo>("before") { Description = "The schema that clients know" };
        var after = new Argument<FileInfo>("after") { Description = "The schema that they will meet" };
        var operations = new Option<DirectoryInfo>("--operations")
        {
            Description = "A folder of documents that clients use, in the formats of docs/trusted-documents.md: tells which of them the schema no longer allows",
        };
        var command = new Command("diff", "List breaking, dangerous and safe changes between two schemas. The exit code is 1 when something breaks.") { before, after, operations };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (known, next) = (Read(parsed.GetValue(before)!), Read(parsed.GetValue(after)!));
            var output = parsed.InvocationConfiguration.Output;
            var breaks = Report(SchemaComparison.Of(known, next), output);
            foreach (var (place, reason) in SchemaComparison.DeprecatedIn(next))
            {
                output.WriteLine($"deprecated  {place}: {reason}");
            }

            var broken = parsed.GetValue(operations) is { } folder && await ReportAsync(folder, known, next, output, cancellationToken);
            return breaks || broken ? 1 : 0;
        });
        return command;
    }

    /// <returns>Whether something breaks.</returns>
    private static bool Report(IReadOnlyList<SchemaChange> changes, TextWriter output)
    {
        foreach (var change in changes)
        {
            output.WriteLine($"{Names[(int)change.Impact],-10}  {change.Place} {change.Message}");
        }

        var counts = changes.ToLookup(change => change.Impact);
        output.WriteLine($"{counts[Impact.Breaking].Count()} breaking, {counts[Impact.Dangerous].Count()} dangerous, {counts[Impact.Safe].Count()} safe");
        return counts[Impact.Breaking].Any();
    }

    /// <returns>Whether a document breaks.</returns>
    private static async Task<bool> ReportAsync(DirectoryInfo folder, GraphQLDocument definedBefore, GraphQLDocument definedAfter, TextWriter output, CancellationToken cancellationToken)
    {
        if (!folder.Exists)
        {
            throw new StartupException($"--operations is {folder.FullName}, and there is no such folder.");
        }

        var (known, next, parser) = (Build("first", definedBefore), Build("second", definedAfter), new GraphQLDocumentBuilder());
        var unreadable = new List<string>();
        var (all, broken, before) = (0, 0, 0);
        foreach (var document in DocumentFolder.Read(folder.FullName, unreadable))
        {
            all++;
            var (_, problems) = await DocumentCheck.ReadAsync(next, parser, document.Text, cancellationToken);
            if (problems.Count == 0)
            {
                continue;
            }

            var isNews = (await DocumentCheck.ReadAsync(known, parser, document.Text, cancellationToken)).Problems.Count == 0;
            output.WriteLine($"{(isNews ? "breaks" : "was broken"),-10}  {document.File} '{document.Id}'");
            (broken, before) = isNews ? (broken + 1, before) : (broken, before + 1);
            foreach (var problem in problems)
            {
                output.WriteLine($"            {problem}");
            }
        }

        // Nothing looked at is nothing promised.
        if (unreadable.Count > 0 || all == 0)
        {
            unreadable.Add($"--operations wants a folder of documents as a client's build writes them, not its sources (docs/trusted-documents.md). {all} could be read in {folder.FullName}.");
            throw new StartupException(string.Join(Environment.NewLine, unreadable));
        }

        output.WriteLine($"{broken} of {all} documents break{(before > 0 ? $", {before} could not be run before either" : "")}");
        return broken > 0;
    }

    private static ISchema Build(string which, GraphQLDocument definitions)
    {
        try
        {
            return DefinedSchema.Of(definitions);
        }
        // The engine has no exception of its own for this, and nothing but the text can be wrong here.
        catch (Exception problem)
        {
            throw new StartupException($"The {which} schema does not hold together: {problem.Message}", problem);
        }
    }

    private static GraphQLDocument Read(FileInfo file)
    {
        try
        {
            var document = Parser.Parse(File.ReadAllText(file.FullName));
            return document.Definitions.FirstOrDefault(definition => definition is GraphQLTypeExtension or GraphQLExecutableDefinition) is { } other
                ? throw new StartupException($"{file} is not a schema: it may hold no {other.Kind}. Bring extensions together with their types first.")
                : document;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or GraphQLParserException)
        {
            throw new StartupException($"{file} cannot be read: {problem.Message}", problem);
        }
    }
}
