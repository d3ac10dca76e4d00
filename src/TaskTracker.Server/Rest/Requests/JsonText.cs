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
}
