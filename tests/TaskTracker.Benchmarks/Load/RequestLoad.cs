using System.Buffers.Text;
using System.Text;

namespace TaskTracker.Benchmarks.Load;

/// <summary>Sends one request over and over, on some connections at a time, each when the one before it was answered.</summary>
internal static class RequestLoad
{
    /// <returns>How many were answered in the time.</returns>
    public static Task<int> RunAsync(Uri server, string path, int connections, TimeSpan time) => RunAsync(server, $"GET {path}", "", connections, time);

    /// <summary>The same with a body of JSON.</summary>
    public static Task<int> PostAsync(Uri server, string path, string body, int connections, TimeSpan time) =>
        RunAsync(server, $"POST {path}", $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}", connections, time);

    private static async Task<int> RunAsync(Uri server, string request, string rest, int connections, TimeSpan time)
    {
        var bytes = Encoding.UTF8.GetBytes($"{request} HTTP/1.1\r\nHost: {server.Authority}\r\n{(rest == "" ? "\r\n" : rest)}");
        var requests = Enumerable.Range(0, connections).Select(_ => new Requester(server, bytes)).ToList();
        requests.ForEach(requester => requester.Start());
        await Task.Delay(time);
        var answered = requests.Sum(requester => requester.Answered);
        requests.ForEach(requester => requester.Dispose());
        return requests.Select(requester => requester.Fault).FirstOrDefault(fault => fault is not null) is { } fault ? throw fault : answered;
    }

    private sealed class Requester : LoadConnection
    {
        private readonly byte[] request;

        public Requester(Uri server, byte[] request)
            : base(bufferSize: 16 * 1024)
        {
            this.request = request;
            Connect(server);
            Send(request);
        }

        public int Answered { get; private set; }

        public void Start() => Listen();

        protected override int Read(Span<byte> arrived)
        {
            var end = arrived.IndexOf("\r\n\r\n"u8);
            if (end < 0 || arrived.Length < end + 4 + ContentLength(arrived[..end]))
            {
                return 0;
            }

            Answered++;
            Send(request);
            return arrived.Length;
        }

        private static int ContentLength(ReadOnlySpan<byte> head)
        {
            var name = "Content-Length: "u8;
            return head.StartsWith("HTTP/1.1 200"u8) && head.IndexOf(name) is var at and >= 0 && Utf8Parser.TryParse(head[(at + name.Length)..], out int length, out _)
                ? length
                : throw new InvalidDataException(Encoding.UTF8.GetString(head));
        }
    }
}
