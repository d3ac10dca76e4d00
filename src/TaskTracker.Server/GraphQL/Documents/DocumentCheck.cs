using GraphQL;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;
using TaskTracker.Server.GraphQL.Errors;

namespace TaskTracker.Server.GraphQL.Documents;

/// <summary>Tells whether a document that is kept for later can be run, whatever the values of its variables will be.</summary>
internal static class DocumentCheck
{
    /// <returns>The document, when its text is one, and why it cannot be run, a sentence for each reason.</returns>
    public static async Task<(GraphQLDocument? Document, IReadOnlyList<string> Problems)> ReadAsync(
        ISchema schema, IDocumentBuilder parser, string text, CancellationToken cancellationToken)
    {
        GraphQLDocument document;
        try
        {
            document = parser.Build(text);
        }
        catch (ExecutionError problem)
        {
            return (null, [Describe(problem)]);
        }

        if (document.Definitions.OfType<GraphQLOperationDefinition>().FirstOrDefault() is not { } operation)
        {
            return (document, ["the document has no operation."]);
        }

        var result = await new DocumentValidator().ValidateAsync(new()
        {
            Schema = schema,
            Document = document,
            Operation = operation,
            Rules = DocumentValidator.CoreRules,
            Variables = Inputs.Empty,
            Extensions = Inputs.Empty,
            UserContext = new Dictionary<string, object?>(),
            CancellationToken = cancellationToken,
        });
        // Variables are given with the request.
        return (document, [.. result.Errors.Where(error => error is not InvalidVariableError).Select(Describe)]);
    }

    private static string Describe(ExecutionError error)
    {
        var message = ErrorTranslation.Message(error, ErrorTranslation.Definition(error)).ToString();
        return error.Locations is [var place, ..] ? $"{message} (line {place.Line}, column {place.Column})" : message;
    }
}
