using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using TaskTracker.Server.GraphQL.Errors;

namespace TaskTracker.Server.GraphQL.Execution;

/// <summary>
/// How large a document may be; section <c>GraphQL:Limits</c>. They hold before anything looks at the document, because the engine's
/// validation takes time in the square of what it is given. What a valid document may ask for is for its cost to say.
/// </summary>
internal sealed class DocumentLimits
{
    [Description("The longest document, in characters. Long texts belong into variables.")]
    [Range(1_000, 10_000_000)]
    public int MaxCharacters { get; set; } = 131_072;

    [Description("The most tokens in a document: names, punctuation, values. The usual introspection query has about 200.")]
    [Range(100, 1_000_000)]
    public int MaxTokens { get; set; } = 10_000;

    [Description("The deepest nesting of a document's text, in syntax nodes. A selected field and its selections are two; lists and objects in arguments count too.")]
    [Range(16, 256)]
    public int MaxSyntaxDepth { get; set; } = 128;

    [Description("The deepest nesting of selected fields and fragments.")]
    [Range(1, 128)]
    public int MaxDepth { get; set; } = 60;

    [Description("The most selected fields and fragments in a document, each fragment counted wherever it is spread.")]
    [Range(10, 100_000)]
    public int MaxSelections { get; set; } = 2_500;

    [Description("The most aliases in a document, each fragment counted wherever it is spread.")]
    [Range(0, 100_000)]
    public int MaxAliases { get; set; } = 500;

    [Description("How often one response name may be selected in one place; repetitions are merged into one field of the answer.")]
    [Range(1, 10_000)]
    public int MaxRepeats { get; set; } = 50;

    [Description("How many pairs of different fields or arguments may claim one response name in one place. Each pair is an error, unless the two are fields of different types.")]
    [Range(0, 10_000)]
    public int MaxConflicts { get; set; } = 250;

    [Description("The most fragments that a document may define.")]
    [Range(0, 10_000)]
    public int MaxFragments { get; set; } = 150;

    [Description("The most operations that a document may define.")]
    [Range(1, 10_000)]
    public int MaxOperations { get; set; } = 50;

    [Description("How often a document may declare or use a variable.")]
    [Range(0, 100_000)]
    public int MaxVariables { get; set; } = 1_000;

    [Description("The most directives in a document.")]
    [Range(0, 100_000)]
    public int MaxDirectives { get; set; } = 250;

    [Description("The most directives in one place, such as on one field.")]
    [Range(0, 1_000)]
    public int MaxDirectivesInOnePlace { get; set; } = 8;

    [Description("How deep introspection may go from types through their fields or members to further types. The usual introspection query goes one deep.")]
    [Range(0, 10)]
    public int MaxIntrospectionDepth { get; set; } = 2;

    [Description("The most values in the variables of a request, members of objects and items of lists together.")]
    [Range(0, 10_000_000)]
    public int MaxVariableValues { get; set; } = 20_000;

    [Description("How many errors a client is told of a request that was not executed.")]
    [Range(1, 10_000)]
    public int MaxErrors { get; set; } = 100;

    /// <summary>The refusal of what is too large, which names the setting for programs and for the operator.</summary>
    /// <param name="code">What is too large.</param>
    /// <param name="setting">Its property.</param>
    /// <param name="maximum">Its value.</param>
    /// <param name="message">What there is too much of, and what to do.</param>
    public static CodedError Exceeded(ErrorCode code, string setting, int maximum, string message) => new(code, message)
    {
        Extensions = new() { ["limit"] = $"{GraphQLOptions.Section}:{nameof(GraphQLOptions.Limits)}:{setting}", ["maximum"] = maximum },
    };
}
