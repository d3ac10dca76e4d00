using System.Buffers.Text;
using System.Diagnostics;
using System.Text;

namespace TaskTracker.Benchmarks.Load;

/// <summary>Sends requests on some connections at a time, each when the one before it was answered with 200.</summary>
internal static class RequestLoad
{
    private const double NoticeablyMore = 1.03;
    private const int SettledTurns = 3;
    private const int MaximumTurns = 12;

    private static readonly TimeSpan WarmUpTurn = TimeSpan.FromSeconds(5);

    // The longest answer: a hundred tasks with their texts.
    private const int BufferSize = 256 * 1024;

    /// <returns>How many were answered in the time.</returns>
    public static async Task<int> RunAsync(Uri server, string path, int connections, TimeSpan time) =>
        (await RunAsync(server, [Request(server, "GET", path)], connections, time)).Answered;

    /// <summary>The same with a body of JSON.</summary>
    public static async Task<int> PostAsync(Uri server, string path, string body, int connections, TimeSpan time) =>
        (await RunAsync(server, [Request(server, "POST", path, body)], connections, time)).Answered;

    /// <param name="server">Who is asked.</param>
    /// <param name="requests">Sent one after the other, over all connections, and from the beginning again.</param>
    /// <param name="connections">How many are open.</param>
    /// <param name="time">For how long.</param>
    public static async Task<LoadResult> RunAsync(Uri server, IReadOnlyList<byte[]> requests, int connections, TimeSpan time)
    {
        var turn = new Turn(requests);
        var requesters = Enumerable.Range(0, connections).Select(_ => new Requester(server, turn)).ToList();
        requesters.ForEach(requester => requester.Start());
        await Task.Delay(time);
        var result = new LoadResult(requesters.Sum(requester => requester.Answered), time, Latencies.Sum(requesters.Select(requester => requester.Latencies)));
        requesters.ForEach(requester => requester.Dispose());
        return requesters.Select(requester => requester.Fault).FirstOrDefault(fault => fault is not null) is { } fault ? throw fault : result;
    }

    /// <summary>
    /// The same until more are answered no longer. The runtime compiles what is used often again, and again with what it has learnt: until then a request costs
    /// twice as much, and it takes the longer the fewer there are in a second.
    /// </summary>
    public static async Task WarmUpAsync(Uri server, IReadOnlyList<byte[]> requests, int connections)
    {
        var best = 0;
        for (var (turn, sinceBest) = (0, 0); sinceBest < SettledTurns && turn < MaximumTurns; turn++)
        {
            var answered = (await RunAsync(server, requests, connections, WarmUpTurn)).Answered;
            sinceBest = answered > best * NoticeablyMore ? 0 : sinceBest + 1;
            best = Math.Max(best, answered);
        }
    }

    /// <summary>A request as it is sent.</summary>
    public static byte[] Request(Uri server, string method, string path, string? body = null) => Encoding.UTF8.GetBytes(
        $"{method} {path} HTTP/1.1\r\nHost: {server.Authority}\r\n"
        + (body is null ? "\r\n" : $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"));

    private sealed class Turn(IReadOnlyList<byte[]> requests)
    {
        private int next = -1;

        public byte[] Next() => requests[(int)((uint)Interlocked.Increment(ref next) % (uint)requests.Count)];
    }

    private sealed class Requester : LoadConnection
    {
        private readonly Turn turn;
        private long sentAt;

        public Requester(Uri server, Turn turn)
            : base(BufferSize)
        {
            this.turn = turn;
            Connect(server);
            SendNext();
        }

        public int Answered { get; private set; }

        public Latencies Latencies { get; } = new();

        public void Start() => Listen();

        protected override int Read(Span<byte> arrived)
        {
            var end = arrived.IndexOf("\r\n\r\n"u8);
            if (end < 0 || !IsWhole(arrived[..end], arrived[(end + 4)..]))
            {
                return 0;
            }

            Answered++;
            Latencies.Add(Stopwatch.GetElapsedTime(sentAt));
            SendNext();
            return arrived.Length;
        }

        private static bool IsWhole(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
        {
            if (!head.StartsWith("HTTP/1.1 200"u8))
            {
                throw new InvalidDataException($"{Encoding.UTF8.GetString(head)}\n{Encoding.UTF8.GetString(body)}");
            }

            var name = "Content-Length: "u8;
            return head.IndexOf(name) is var at and >= 0 && Utf8Parser.TryParse(head[(at + name.Length)..], out int length, out _)
                ? body.Length >= length
                // In chunks, and nobody else's answer follows: only one is under way.
                : body.EndsWith("\r\n0\r\n\r\n"u8);
        }

        private void SendNext()
        {
            sentAt = Stopwatch.GetTimestamp();
            Send(turn.Next());
        }
    }
}

/// <summary>What came of a load.</summary>
internal sealed record LoadResult(int Answered, TimeSpan Time, Latencies Latencies)
{
    public double PerSecond => Answered / Time.TotalSeconds;
}
