using System.Text;
using System.Text.Json;

namespace TaskTracker.Server.GraphQL.Documents;

/// <summary>
/// Reads a folder of documents in the formats that tools write. Its files are for every client; those of a folder in it are for the client
/// of that name.
/// </summary>
internal static class DocumentFolder
{
    private const string ApolloFormat = "apollo-persisted-query-manifest";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="folder">It must be there.</param>
    /// <param name="problems">Gets a sentence for each file, or entry of a file, that cannot be read.</param>
    public static IEnumerable<FoundDocument> Read(string folder, ICollection<string> problems)
    {
        var clients = Directory.GetDirectories(folder).Order(StringComparer.Ordinal).Select(client => (Client: (string?)Path.GetFileName(client), Folder: client));
        foreach (var (client, path) in clients.Prepend((null, folder)))
        {
            if (client is not null && Directory.EnumerateDirectories(path).FirstOrDefault() is { } deeper)
            {
                problems.Add($"{deeper}: a client's folder holds files only.");
            }

            foreach (var file in Directory.GetFiles(path).Order(StringComparer.Ordinal))
            {
                foreach (var document in ReadFile(client, file, problems))
                {
                    yield return document;
                }
            }
        }
    }

    private static IEnumerable<FoundDocument> ReadFile(string? client, string file, ICollection<string> problems)
    {
        try
        {
            return Path.GetExtension(file) switch
            {
                ".graphql" or ".gql" => [new(client, Path.GetFileNameWithoutExtension(file), File.ReadAllText(file, Strict), file)],
                ".json" => ReadJson(client, file),
                _ => [],
            };
        }
        catch (DecoderFallbackException)
        {
            problems.Add($"{file}: the file is not UTF-8.");
        }
        catch (JsonException problem)
        {
            problems.Add($"{file}: {problem.Message.TrimEnd('.')}.");
        }

        return [];
    }

    /// <exception cref="JsonException">It is none of the formats; the message says what is wrong.</exception>
    private static List<FoundDocument> ReadJson(string? client, string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(file, Strict));
        var root = json.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("The file must hold a JSON object, of ids with the texts of their documents or a manifest of Apollo's.");
        }

        return root.TryGetProperty("format", out var format) && root.TryGetProperty("operations", out var operations)
            ? ReadManifest(client, file, format, root.TryGetProperty("version", out var version) ? version : default, operations)
            : [.. root.EnumerateObject().Select(entry => new FoundDocument(client, entry.Name, Text(entry.Value, entry.Name), file))];
    }

    private static List<FoundDocument> ReadManifest(string? client, string file, JsonElement format, JsonElement version, JsonElement operations)
    {
        if (format.ValueKind != JsonValueKind.String || !format.ValueEquals(ApolloFormat) || version.ValueKind != JsonValueKind.Number || version.GetRawText() != "1"
            || operations.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException($"A manifest must have the format '{ApolloFormat}', version 1 and an array of operations.");
        }

        return
        [
            .. operations.EnumerateArray().Select((operation, i) => new FoundDocument(
                client ?? (Member(operation, "clientName") is { ValueKind: JsonValueKind.String } name ? name.GetString() : null),
                Text(Member(operation, "id"), $"operations[{i}].id"),
                Text(Member(operation, "body"), $"operations[{i}].body"),
                file)),
        ];
    }

    private static JsonElement Member(JsonElement operation, string name) =>
        operation.ValueKind == JsonValueKind.Object && operation.TryGetProperty(name, out var member) ? member : default;

    private static string Text(JsonElement value, string where) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : throw new JsonException($"'{where}' must be a text that is not empty.");
}

/// <summary>A document in a folder.</summary>
/// <param name="Client">For whom it is; null for everybody.</param>
/// <param name="Id">By which it is asked for.</param>
/// <param name="Text">The document.</param>
/// <param name="File">Where it stands.</param>
internal sealed record FoundDocument(string? Client, string Id, string Text, string File);
