using System.Text.Json;
using GraphQL;
using TaskTracker.Server.GraphQL.Documents;
using TaskTracker.Server.GraphQL.Errors;
using TaskTracker.Server.GraphQL.Execution;

namespace TaskTracker.Server.GraphQL.Json;

/// <summary>Reads GraphQL requests from JSON in UTF-8. Members that the specification does not know are passed over, as it asks.</summary>
internal static class RequestReader
{
    /// <summary>The deepest nesting of the JSON, so that whoever walks the variables later has stack enough.</summary>
    private const int MaxDepth = 64;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = MaxDepth };

    /// <summary>One request, or an array of at most <paramref name="maxBatchSize"/>.</summary>
    /// <exception cref="CodedError">The JSON is not valid or not a request; the message says where.</exception>
    public static RequestBatch Read(ReadOnlySpan<byte> json, int maxBatchSize)
    {
        if (json.IsEmpty)
        {
            throw Bad("The body is empty. Send JSON such as {\"query\": \"{ __typename }\"}.");
        }

        var reader = new Utf8JsonReader(json, Options);
        try
        {
            reader.Read();
            var batch = reader.TokenType == JsonTokenType.StartArray
                ? new RequestBatch(ReadArray(ref reader, maxBatchSize), IsArray: true)
                : new RequestBatch([ReadRequest(ref reader)], IsArray: false);
            // Throws if anything but white space follows.
            reader.Read();
            return batch;
        }
        catch (JsonException problem)
        {
            throw NotJson("The body", problem);
        }
        catch (InvalidOperationException)
        {
            throw NotUnicode("The body");
        }
    }

    /// <summary>One request, whose JSON is known to be valid.</summary>
    /// <exception cref="CodedError">It is not a request, or is nested too deep.</exception>
    public static GraphQLRequest Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, Options);
        try
        {
            reader.Read();
            return ReadRequest(ref reader);
        }
        catch (JsonException problem)
        {
            throw NotJson("The payload", problem);
        }
        catch (InvalidOperationException)
        {
            throw NotUnicode("The payload");
        }
    }

    /// <summary>A JSON object that stands alone, such as the <c>variables</c> of a query string; <c>null</c> and nothing are an empty one.</summary>
    /// <exception cref="CodedError">It is not a JSON object.</exception>
    public static Inputs ReadInputs(ReadOnlySpan<byte> json, string name)
    {
        if (json.IsEmpty)
        {
            return Inputs.Empty;
        }

        var reader = new Utf8JsonReader(json, Options);
        try
        {
            reader.Read();
            var inputs = ReadInputs(ref reader, name);
            reader.Read();
            return inputs;
        }
        catch (JsonException problem)
        {
            throw NotJson($"'{name}'", problem);
        }
        catch (InvalidOperationException)
        {
            throw NotUnicode($"'{name}'");
        }
    }

    private static List<GraphQLRequest> ReadArray(ref Utf8JsonReader reader, int maxBatchSize)
    {
        var requests = new List<GraphQLRequest>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (requests.Count == maxBatchSize)
            {
                throw new CodedError(ErrorCodes.BatchTooLarge, $"The batch has more than {maxBatchSize} requests. Send it in parts.");
            }

            requests.Add(ReadRequest(ref reader));
        }

        return requests.Count > 0 ? requests : throw Bad("The batch is empty. Send at least one request in the array.");
    }

    private static GraphQLRequest ReadRequest(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Bad("A request is a JSON object with a 'query'.");
        }

        string? query = null;
        string? documentId = null;
        string? operationName = null;
        var variables = Inputs.Empty;
        var extensions = Inputs.Empty;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (reader.ValueTextEquals("query"u8))
            {
                query = ReadText(ref reader, "query");
            }
            else if (reader.ValueTextEquals("documentId"u8))
            {
                documentId = ReadText(ref reader, "documentId");
            }
            else if (reader.ValueTextEquals("id"u8))
            {
                // Relay's and Hot Chocolate's name for it.
                documentId ??= ReadText(ref reader, "id");
            }
            else if (reader.ValueTextEquals("operationName"u8))
            {
                operationName = ReadText(ref reader, "operationName");
            }
            else if (reader.ValueTextEquals("variables"u8))
            {
                reader.Read();
                variables = ReadInputs(ref reader, "variables");
            }
            else if (reader.ValueTextEquals("extensions"u8))
            {
                reader.Read();
                extensions = ReadInputs(ref reader, "extensions");
            }
            else
            {
                reader.Skip();
            }
        }

        return Request(query, documentId, operationName, variables, extensions);
    }

    /// <exception cref="CodedError">It does not say which document.</exception>
    public static GraphQLRequest Request(string? query, string? documentId, string? operationName, Inputs variables, Inputs extensions) => new()
    {
        Query = !string.IsNullOrEmpty(query) ? query
            : !string.IsNullOrEmpty(documentId) || extensions.GetValueOrDefault(DocumentId.Extension) is not null ? null
            : throw Bad("The request has no 'query'. Send the text of a GraphQL document in it, or the id of a trusted document in 'documentId'."),
        DocumentId = string.IsNullOrEmpty(documentId) ? null : documentId,
        OperationName = string.IsNullOrEmpty(operationName) ? null : operationName,
        Variables = variables,
        Extensions = extensions,
    };

    private static string? ReadText(ref Utf8JsonReader reader, string name)
    {
        reader.Read();
        return reader.TokenType is JsonTokenType.String or JsonTokenType.Null ? reader.GetString() : throw Bad($"'{name}' must be a string.");
    }

    private static Inputs ReadInputs(ref Utf8JsonReader reader, string name) => reader.TokenType switch
    {
        JsonTokenType.StartObject => JsonValueReader.ReadInputs(ref reader),
        JsonTokenType.Null => Inputs.Empty,
        _ => throw Bad($"'{name}' must be a JSON object."),
    };

    private static CodedError Bad(string message) => new(ErrorCodes.BadRequest, message);

    private static CodedError NotJson(string what, JsonException problem) => Bad(
        $"{what} is not valid JSON of at most {MaxDepth} levels; the problem is at line {problem.LineNumber + 1}, byte {problem.BytePositionInLine + 1}.");

    private static CodedError NotUnicode(string what) => Bad($"{what} has a string that is not Unicode text: half of a surrogate pair.");
}
