using System.Text.Json;
using TaskTracker.Server.GraphQL.Errors;

namespace TaskTracker.Server.GraphQL.WebSockets;

/// <summary>A message of a client, with its payload still as JSON. The type says which members it has.</summary>
internal readonly ref struct ClientMessage
{
    /// <summary>Ids are made by clients, which use numbers and UUIDs; they are kept and sent with every answer.</summary>
    public const int MaxIdLength = 4_096;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = 68 };

    private ClientMessage(ClientMessageType type, string? id, ReadOnlySpan<byte> payload)
    {
        Type = type;
        this.id = id;
        Payload = payload;
    }

    private readonly string? id;

    public ClientMessageType Type { get; }

    /// <summary>The JSON of the payload; empty when it is missing or null.</summary>
    public ReadOnlySpan<byte> Payload { get; }

    /// <summary>The id of a message that has one.</summary>
    public string Id => id!;

    /// <exception cref="CodedError">It is not a message of the protocol; the text says why.</exception>
    public static ClientMessage Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return ReadObject(json);
        }
        catch (JsonException problem)
        {
            throw Invalid($"The message is not valid JSON: line {problem.LineNumber + 1}, byte {problem.BytePositionInLine + 1}");
        }
        catch (InvalidOperationException)
        {
            throw Invalid("The message has a string that is not Unicode text");
        }
    }

    private static ClientMessage ReadObject(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, Options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw Invalid("A message is a JSON object with a 'type'");
        }

        ClientMessageType? type = null;
        string? id = null;
        ReadOnlySpan<byte> payload = default;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (reader.ValueTextEquals("type"u8))
            {
                type = ReadType(ref reader);
            }
            else if (reader.ValueTextEquals("id"u8))
            {
                id = ReadId(ref reader);
            }
            else if (reader.ValueTextEquals("payload"u8))
            {
                payload = ReadPayload(ref reader, json);
            }
            else
            {
                reader.Skip();
            }
        }

        // Throws if anything but white space follows.
        reader.Read();
        return type switch
        {
            null => throw Invalid("The message has no 'type'"),
            ClientMessageType.Subscribe or ClientMessageType.Complete when id is null => throw Invalid("The message has no 'id'"),
            ClientMessageType.Subscribe when payload.IsEmpty => throw Invalid("The message has no 'payload'"),
            _ => new(type.Value, id, payload),
        };
    }

    private static ClientMessageType ReadType(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType != JsonTokenType.String ? throw Invalid("'type' must be a string")
            : reader.ValueTextEquals("subscribe"u8) ? ClientMessageType.Subscribe
            : reader.ValueTextEquals("complete"u8) ? ClientMessageType.Complete
            : reader.ValueTextEquals("ping"u8) ? ClientMessageType.Ping
            : reader.ValueTextEquals("pong"u8) ? ClientMessageType.Pong
            : reader.ValueTextEquals("connection_init"u8) ? ClientMessageType.ConnectionInit
            : throw Invalid("'type' must be connection_init, subscribe, complete, ping or pong");
    }

    private static string ReadId(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: > 0 and <= MaxIdLength } id
            ? id
            : throw Invalid($"'id' must be a string of 1 to {MaxIdLength} characters");
    }

    private static ReadOnlySpan<byte> ReadPayload(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return default;
            case JsonTokenType.StartObject:
                reader.Skip();
                return json[start..(int)reader.BytesConsumed];
            default:
                throw Invalid("'payload' must be a JSON object");
        }
    }

    private static CodedError Invalid(string reason) => new(ErrorCodes.BadRequest, reason);
}

/// <summary>What clients may send.</summary>
internal enum ClientMessageType
{
    ConnectionInit,
    Ping,
    Pong,
    Subscribe,
    Complete,
}
