using System.Text.Json;
using GraphQL;
using GraphQL.Execution;
using TaskTracker.Server.GraphQL.Errors;
using TaskTracker.Server.GraphQL.Execution.Plans;

namespace TaskTracker.Server.GraphQL.Json;

/// <summary>Writes results as JSON: errors first, so that whoever reads from the top sees them.</summary>
internal static class ResultWriter
{
    public static void Write(Utf8JsonWriter writer, ExecutionResult result)
    {
        writer.WriteStartObject();
        if (result.Errors is { Count: > 0 })
        {
            writer.WritePropertyName("errors"u8);
            WriteErrors(writer, result);
        }

        if (result.Executed)
        {
            writer.WritePropertyName("data"u8);
            if (result.Data is WrittenData data)
            {
                writer.WriteRawValue(data.Utf8.Span, skipInputValidation: true);
            }
            else
            {
                WriteNode(writer, result.Data as ExecutionNode);
            }
        }

        if (result.Extensions is { Count: > 0 } extensions)
        {
            writer.WritePropertyName("extensions"u8);
            JsonValueWriter.Write(writer, extensions);
        }

        writer.WriteEndObject();
    }

    /// <summary>The errors alone, as an array.</summary>
    public static void WriteErrors(Utf8JsonWriter writer, ExecutionResult result)
    {
        writer.WriteStartArray();
        foreach (var error in result.Errors!)
        {
            WriteError(writer, error);
        }

        writer.WriteEndArray();
    }

    private static void WriteError(Utf8JsonWriter writer, ExecutionError error)
    {
        var definition = ErrorTranslation.Definition(error);
        writer.WriteStartObject();
        writer.WriteString("message"u8, ErrorTranslation.Message(error, definition));
        if (error.Locations is { Count: > 0 } locations)
        {
            writer.WriteStartArray("locations"u8);
            foreach (var location in locations)
            {
                writer.WriteStartObject();
                writer.WriteNumber("line"u8, location.Line);
                writer.WriteNumber("column"u8, location.Column);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        if (error.Path is { } path)
        {
            writer.WritePropertyName("path"u8);
            JsonValueWriter.Write(writer, path);
        }

        writer.WriteStartObject("extensions"u8);
        writer.WriteString("code"u8, definition?.Name ?? error.Code);
        foreach (var (name, value) in error.Extensions ?? [])
        {
            writer.WritePropertyName(name);
            JsonValueWriter.Write(writer, value);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteNode(Utf8JsonWriter writer, ExecutionNode? node)
    {
        switch (node)
        {
            case ValueExecutionNode value:
                JsonValueWriter.Write(writer, value.Result);
                break;
            case ObjectExecutionNode { SubFields: { } fields }:
                writer.WriteStartObject();
                foreach (var field in fields)
                {
                    WriteName(writer, field);
                    WriteNode(writer, field);
                }

                writer.WriteEndObject();
                break;
            case ArrayExecutionNode { Items: { } items }:
                writer.WriteStartArray();
                foreach (var item in items)
                {
                    WriteNode(writer, item);
                }

                writer.WriteEndArray();
                break;
            case ArrayExecutionNode array:
                JsonValueWriter.Write(writer, array.SerializedResult);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    private static void WriteName(Utf8JsonWriter writer, ExecutionNode field)
    {
        // The node's own Name makes a string of an alias each time.
        if (field.Field.Alias is { } alias)
        {
            writer.WritePropertyName(alias.Name.Value.Span);
        }
        else
        {
            writer.WritePropertyName(field.FieldDefinition.Name);
        }
    }
}
