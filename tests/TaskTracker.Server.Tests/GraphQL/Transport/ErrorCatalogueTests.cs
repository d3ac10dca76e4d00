using System.Reflection;
using System.Text.RegularExpressions;
using TaskTracker.Core;
using TaskTracker.Server.GraphQL.Errors;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.GraphQL.Transport;

public sealed partial class ErrorCatalogueTests
{
    [Fact]
    public async Task The_document_lists_every_code_and_no_other()
    {
        var text = await File.ReadAllTextAsync(Repository.File("docs/errors.md"));
        var documented = Row().Matches(text).Select(row => row.Groups[1].Value);
        Assert.Equal(ErrorCodes.All.Select(code => code.Name).Concat(CodesOfCore()).Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_document_gives_each_code_its_status_and_meaning()
    {
        var text = await File.ReadAllTextAsync(Repository.File("docs/errors.md"));
        foreach (var code in ErrorCodes.All)
        {
            Assert.Contains($"| `{code.Name}` | {code.Status}{(code.IsWellFormedRequest ? " (200)" : "")} | {code.Meaning} ", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_list_has_every_code_that_is_declared()
    {
        var declared = typeof(ErrorCodes).GetFields(BindingFlags.Static | BindingFlags.Public).Select(field => field.GetValue(null));
        Assert.Equal(declared, ErrorCodes.All);
    }

    /// <summary>A failure's code is in its constructor, so one of each is made.</summary>
    private static IEnumerable<string> CodesOfCore() => typeof(Failure).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(Failure)) && !type.IsAbstract)
        .Select(type => type.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)!)
        .Select(constructor => ((Failure)constructor.Invoke([.. constructor.GetParameters().Select(parameter => Any(parameter.ParameterType))])).Code)
        .Distinct();

    private static object? Any(Type type) =>
        type == typeof(string) ? "x"
        : type == typeof(InputProblem) ? new InputProblem.Blank()
        // An item's refusal has the code of its first reason.
        : type == typeof(IReadOnlyList<Failure>) ? new[] { new SignUpClosed() }
        : type.IsValueType || type.GetConstructor(Type.EmptyTypes) is not null ? Activator.CreateInstance(type)
        : null;

    [GeneratedRegex(@"^\| `([A-Z_]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
