using System.Globalization;
using GraphQL.Execution;
using GraphQLParser;
using GraphQLParser.AST;
using GraphQLParser.Exceptions;
using TaskTracker.Server.GraphQL.Errors;

namespace TaskTracker.Server.GraphQL.Execution;

/// <summary>
/// Parses a document and refuses one that would cost too much to look at, before anybody looks at it: validation takes time
/// in the square of the tokens, and follows fragments to any depth.
/// </summary>
internal sealed class DocumentParser : IDocumentBuilder
{
    /// <summary>The longest document in characters. Long texts belong into variables, where the request body's limit holds.</summary>
    public const int MaxCharacters = 131_072;

    /// <summary>The most tokens (names, punctuation, values) in a document; the usual introspection query has about 200.</summary>
    public const int MaxTokens = 10_000;

    /// <summary>The deepest nesting in the document's text, in nodes of the syntax tree; a selected field and its selections are two.</summary>
    public const int MaxNesting = 128;

    private static readonly ParserOptions Options = new() { Ignore = IgnoreOptions.Comments, MaxDepth = MaxNesting };

    /// <exception cref="SyntaxError">The text is not a GraphQL document.</exception>
    /// <exception cref="CodedError">The document is larger or deeper than the limits.</exception>
    public GraphQLDocument Build(string body)
    {
        try
        {
            CountTokens(body);
            var document = Parser.Parse(body, Options);
            new DocumentSize(document).Check();
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
            throw new CodedError(ErrorCodes.DocumentTooLarge, $"The document is nested deeper than {MaxNesting} syntax nodes. Ask for less at once.");
        }
    }

    private static void CountTokens(string body)
    {
        if (body.Length > MaxCharacters)
        {
            throw TooMany(MaxCharacters, "characters");
        }

        var tokens = 0;
        for (var token = Lexer.Lex(body); token.Kind != TokenKind.EOF; token = Lexer.Lex(body, token.End))
        {
            if (++tokens > MaxTokens)
            {
                throw TooMany(MaxTokens, "tokens");
            }
        }
    }

    private static CodedError TooMany(int limit, string what) => new(ErrorCodes.DocumentTooLarge, string.Create(
        CultureInfo.InvariantCulture, $"The document has more than {limit:N0} {what}. Ask for less at once, and pass long texts and lists as variables."));
}
