using System.Text.Json;
using TaskTracker.Server.Rest.Requests;

namespace TaskTracker.Server.Rest.Answers;

/// <summary>One error of a 422 as pydantic 2 spells it: type, loc, msg, input and, for some, ctx.</summary>
internal static class InputErrorJson
{
    public static void WriteInputError(this Utf8JsonWriter writer, InputError error)
    {
        writer.WriteStartObject();
        writer.WriteString("type", error.Type);
        writer.WriteStartArray("loc");
        foreach (var step in error.Location)
        {
            WriteValue(writer, step);
        }

        writer.WriteEndArray();
        writer.WriteString("msg", error.Message);
        writer.WritePropertyName("input");
        WriteValue(writer, error.Input);
        if (error.Context is (var name, var value))
        {
            writer.WriteStartObject("ctx");
            writer.WritePropertyName(name);
            WriteValue(writer, value);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case JsonElement element when JsonText.HoldsSurrogateEscape(element):
                // Half of a surrogate pair can be echoed only as it came. It was parsed before, and the writer's own check stops at 64 levels.
                writer.WriteRawValue(element.GetRawText(), skipInputValidation: true);
                break;
            case JsonElement element:
                element.WriteTo(writer);
                break;
        }
    }
}
