using System.Net;
using System.Text;
using System.Text.Unicode;

namespace TaskTracker.Server.Web;

/// <summary>Texts in which percent signs escape bytes.</summary>
internal static class Escaped
{
    /// <summary>Whether the bytes that are meant are UTF-8. The platform's own readers take what is not for some other text.</summary>
    public static bool IsUtf8(byte[] escaped) => Utf8.IsValid(WebUtility.UrlDecodeToBytes(escaped, 0, escaped.Length));

    /// <summary>A name or value of a query as Python reads it: bytes that are not UTF-8 become U+FFFD, where the platform's own readers keep their escapes as text.</summary>
    public static string QueryText(ReadOnlySpan<char> escaped) => escaped.ContainsAny('%', '+') ? Decode(escaped.ToString()) : escaped.ToString();

    /// <summary>The same of a segment of a path, where a plus stands for itself.</summary>
    public static string PathText(string escaped) => Decode(escaped.Replace("+", "%2B", StringComparison.Ordinal));

    private static string Decode(string escaped)
    {
        var bytes = Encoding.UTF8.GetBytes(escaped);
        return Encoding.UTF8.GetString(WebUtility.UrlDecodeToBytes(bytes, 0, bytes.Length));
    }
}
