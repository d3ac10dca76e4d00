using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;
using GraphQLParser.Visitors;

namespace TaskTracker.Schema;

/// <summary>The schema as text, in the schema definition language.</summary>
public static class SchemaText
{
    /// <summary>
    /// The text of <c>schema.graphql</c>: the root types first, then every type in order of its name, each with its
    /// fields as they were declared. Line feeds end lines, whatever the machine.
    /// </summary>
    public static string Of(ISchema schema)
    {
        schema.Initialize();
        var document = schema.ToAST();
        document.Definitions.Sort((left, right) => string.CompareOrdinal(Place(left), Place(right)));
        var text = new StringWriter();
        new SDLPrinter(new SDLPrinterOptions { ArgumentsPrintMode = SDLPrinterArgumentsMode.PreferNewLine })
            .PrintAsync(document, text).AsTask().GetAwaiter().GetResult();
        return text.ToString().ReplaceLineEndings("\n").Trim() + "\n";

        string Place(ASTNode definition) => definition switch
        {
            GraphQLDirectiveDefinition directive => $"0{directive.Name.Value}",
            GraphQLTypeDefinition { Name.Value: var name } when name == schema.Query.Name => "1",
            GraphQLTypeDefinition { Name.Value: var name } when name == schema.Mutation?.Name => "2",
            GraphQLTypeDefinition { Name.Value: var name } when name == schema.Subscription?.Name => "3",
            GraphQLTypeDefinition { Name.Value: var name } => $"4{name}",
            _ => "",
        };
    }
}
