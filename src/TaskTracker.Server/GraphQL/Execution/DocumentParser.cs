using System.Globalization;
using GraphQL.Execution;
using GraphQLParser;
using GraphQLParser.AST;
using GraphQLParser.Exceptions;
using Microsoft.Extensions.Options;
using TaskTracker.Server.GraphQL.Errors;

namespace TaskTracker.Server.GraphQL.Execution;

/// <summary>
/// Parses a document and refuses one that would cost too much to look at, before anybody looks at it: validation takes time
/// in the square of the tokens, and follows fragments to any depth.
/// </summary>
internal sealed class DocumentParser(IOptions<GraphQLOptions> options) : IDocumentBuilder
{
    private readonly DocumentLimits limits = options.Value.Limits;
    private readonly ParserOptions parserOptions = new() { Ignore = IgnoreOptions.Comments, MaxDepth = options.Value.Limits.MaxSyntaxDepth };

    /// <exception cref="SyntaxError">The text is not a GraphQL document.</exception>
    /// <exception cref="CodedError">The document is larger or deeper than the limits, or defines something.</exception>
    public GraphQLDocument Build(string body)
    {
        try
        {
            CountTokens(body);
            var document = Parser.Parse(body, parserOptions);
            var size = new DocumentSize(document, limits);
            size.Check();
            new MergedSelections(document, size.Cycles, limits).Check();
            CheckExecutable(document);
            return document;
        }
        catch (GraphQLSyntaxErrorException problem)
        {
            throw new SyntaxError(problem);
        }
        catch (IndexOutOfRangeException) when (body.Contains('\r', StringComparison.Ordinal))
        {
            // The parser composes the message of a syntax error from the lines of the text, and does not know that a carriage return ends one.
            return Build(body.ReplaceLineEndings("\n"));
        }
        catch (GraphQLMaxDepthExceededException)
        {
            throw DocumentLimits.Exceeded(
                ErrorCodes.DocumentTooLarge, nameof(limits.MaxSyntaxDepth), limits.MaxSyntaxDepth, $"The document is nested deeper than {limits.MaxSyntaxDepth} syntax nodes. Ask for less at once.");
        }
    }

    // What the text alone tells is counted before there is a tree of it.
    private void CountTokens(string body)
    {
        if (body.Length > limits.MaxCharacters)
        {
            throw TooMany(nameof(limits.MaxCharacters), limits.MaxCharacters, "characters");
        }

        var (tokens, variables, directives) = (0, 0, 0);
        for (var token = Lexer.Lex(body); token.Kind != TokenKind.EOF; token = Lexer.Lex(body, token.End))
        {
            if (++tokens > limits.MaxTokens)
            {
                throw TooMany(nameof(limits.MaxTokens), limits.MaxTokens, "tokens");
            }

            if (token.Kind == TokenKind.DOLLAR && ++variables > limits.MaxVariables)
            {
                throw TooMany(nameof(limits.MaxVariables), limits.MaxVariables, "variables, counted wherever one is declared or used");
            }

            if (token.Kind == TokenKind.AT && ++directives > limits.MaxDirectives)
            {
                throw TooMany(nameof(limits.MaxDirectives), limits.MaxDirectives, "directives");
            }
        }
    }

    // https://spec.graphql.org/September2025/#sec-Executable-Definitions, a rule that the engine does not have.
    private static void CheckExecutable(GraphQLDocument document)
    {
        if (document.Definitions.Find(definition => definition is not GraphQLOperationDefinition and not GraphQLFragmentDefinition) is { } other)
        {
            var error = new CodedError(ErrorCodes.ValidationFailed, "Only operations and fragments can be executed. Take the definition of a type or directive out.");
            error.AddLocation(Location.FromLinearPosition(document.Source, other.Location.Start));
            throw error;
        }
    }

    private static CodedError TooMany(string setting, int limit, string what) => DocumentLimits.Exceeded(ErrorCodes.DocumentTooLarge, setting, limit, string.Create(
        CultureInfo.InvariantCulture, $"The document has more than {limit:N0} {what}. Ask for less at once, and pass long texts and lists as variables."));
}
