using System.Net;
using System.Text.Unicode;

namespace TaskTracker.Server.Web;

/// <summary>Texts in which percent signs escape bytes.</summary>
internal static class Escaped
{
    /// <summary>Whether the bytes that are meant are UTF-8. The platform's own readers take what is not for some other text.</summary>
    public static bool IsUtf8(byte[] escaped) => Utf8.IsValid(WebUtility.UrlDecodeToBytes(escaped, 0, escaped.Length));
}
