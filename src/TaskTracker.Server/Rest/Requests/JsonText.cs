using System.Text.Json;

namespace TaskTracker.Server.Rest.Requests;

/// <summary>Texts in JSON.</summary>
internal static class JsonText
{
    /// <summary>The text of a JSON string; false when an escape in it is half of a surrogate pair.</summary>
    public static bool TryRead(JsonElement element, out string text)
    {
        try
        {
            text = element.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            text = "";
            return false;
        }
    }

    /// <summary>Whether every field's name can be read: none has an escape that is half of a surrogate pair.</summary>
    public static bool HasReadableNames(JsonElement fields)
    {
        if (!HoldsSurrogateEscape(fields))
        {
            return true;
        }

        try
        {
            return fields.EnumerateObject().All(field => field.Name is not null);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Whether there is an escape of a surrogate, be it a half or one of a pair.</summary>
    public static bool HoldsSurrogateEscape(JsonElement element) => element.GetRawText().Contains("\\ud", StringComparison.OrdinalIgnoreCase);
}
