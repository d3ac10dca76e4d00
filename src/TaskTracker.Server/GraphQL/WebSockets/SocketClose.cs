using System.Text;
using TaskTracker.Core;

namespace TaskTracker.Server.GraphQL.WebSockets;

/// <summary>Why the server closes a socket. docs/subscriptions.md lists the codes for clients.</summary>
/// <param name="Code">Of the WebSocket protocol below 4000, of graphql-transport-ws from there on.</param>
/// <param name="Reason">For people; at most 123 bytes of UTF-8.</param>
internal readonly record struct SocketClose(int Code, string Reason)
{
    /// <summary>What fits a close frame beside the code.</summary>
    private const int MaxReasonBytes = 123;

    public static readonly SocketClose MessageTooBig = new(1009, "The message is larger than the server takes");

    /// <summary>Not 1000 or 1001, after which clients do not come back by themselves.</summary>
    public static readonly SocketClose ServiceRestart = new(1012, "Service Restart");

    /// <summary>Clients come back by themselves, later and later.</summary>
    public static readonly SocketClose TooManyConnections = new(1013, "Too many connections");

    public static readonly SocketClose Unauthorized = new(4401, "Unauthorized");

    public static readonly SocketClose Forbidden = new(4403, "Forbidden");

    public static readonly SocketClose InitialisationTimeout = new(4408, "Connection initialisation timeout");

    public static readonly SocketClose TooManyInitialisations = new(4429, "Too many initialisation requests");

    /// <summary>The token or key is not good (any more), or it does not allow (any more) what the socket was opened for.</summary>
    public static SocketClose Of(AccessRefusal refusal) => refusal is Core.Forbidden ? Forbidden : Unauthorized;

    /// <param name="reason">What is wrong; it may be longer than fits.</param>
    public static SocketClose InvalidMessage(string reason) => new(4400, Cut(reason, MaxReasonBytes));

    public static SocketClose SubscriberExists(string id)
    {
        const string before = "Subscriber for ";
        const string after = " already exists";
        return new(4409, before + Cut(id, MaxReasonBytes - before.Length - after.Length) + after);
    }

    private static string Cut(string text, int bytes)
    {
        if (Encoding.UTF8.GetByteCount(text) <= bytes)
        {
            return text;
        }

        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            bytes -= rune.Utf8SequenceLength;
            if (bytes < 0)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return text[..length];
    }
}
