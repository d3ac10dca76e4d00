using TaskTracker.Core;

namespace TaskTracker.Server.Rest.Requests;

/// <summary>
/// What is wrong with a text that is not JSON, in the words of Python's decoder and at the place where it stops. The
/// platform's parser decides whether a text is JSON; this only explains its refusal.
/// </summary>
/// <param name="Message">Python 3.13's message.</param>
/// <param name="Offset">In characters (code points).</param>
internal sealed record JsonFault(string Message, int Offset)
{
    /// <summary>Deepest nesting that is read.</summary>
    public const int MaximumDepth = 500;

    public static JsonFault Find(string text)
    {
        var (message, index) = new JsonFaultScanner(text).Scan();
        return new(message, TextRules.Length(text[..index]));
    }
}
