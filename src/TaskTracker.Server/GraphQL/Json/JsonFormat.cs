using System.Text.Encodings.Web;
using System.Text.Json;

namespace TaskTracker.Server.GraphQL.Json;

/// <summary>How this door spells JSON, over whatever transport.</summary>
internal static class JsonFormat
{
    /// <summary>Text goes out as UTF-8 rather than as escapes; the answer is never part of a page.</summary>
    public static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>The engine has seen to it that the JSON is well formed, so the writer does not check again.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = Encoder, SkipValidation = true };
}
