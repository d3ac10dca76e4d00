using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TaskTracker.Server.Tests.Telemetry;

/// <summary>One span as it was exported. Ids in hexadecimal; the parent's is empty for none.</summary>
internal sealed record Span(string Trace, string Id, string Parent, string Source, string Name);

/// <summary>A collector of traces: OTLP over HTTP, as much of it as the tests look at (opentelemetry-proto, trace/v1/trace.proto).</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<Span> spans = new();
    private readonly WebApplication app;

    private OtlpReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.MapPost("/v1/traces", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            foreach (var resource in Parts(body.ToArray(), 1))
            {
                foreach (var scope in Parts(resource, 2))
                {
                    var source = Text(Parts(scope, 1).SelectMany(named => Parts(named, 1)));
                    foreach (var span in Parts(scope, 2))
                    {
                        spans.Enqueue(new(Hex(span, 1), Hex(span, 2), Hex(span, 4), source, Text(Parts(span, 5))));
                    }
                }
            }
        });
        app.MapPost("/v1/metrics", () => Results.Ok());
    }

    public string Address => app.Urls.Single();

    public static async Task<OtlpReceiver> StartAsync()
    {
        var receiver = new OtlpReceiver();
        await receiver.app.StartAsync();
        return receiver;
    }

    /// <summary>The spans of a trace that have come by now.</summary>
    public IReadOnlyList<Span> Of(string trace) => [.. spans.Where(span => span.Trace == trace)];

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static string Hex(byte[] message, int field) => string.Concat(Parts(message, field).Select(Convert.ToHexStringLower));

    private static string Text(IEnumerable<byte[]> parts) => string.Concat(parts.Select(Encoding.UTF8.GetString));

    // The parts of a message that have a length, of one field; numbers are passed over.
    private static IEnumerable<byte[]> Parts(byte[] message, int wanted)
    {
        for (var at = 0; at < message.Length;)
        {
            var key = Number(message, ref at);
            switch (key & 7)
            {
                case 0:
                    Number(message, ref at);
                    break;
                case 1:
                    at += 8;
                    break;
                case 2:
                    var length = (int)Number(message, ref at);
                    if ((int)(key >> 3) == wanted)
                    {
                        yield return message[at..(at + length)];
                    }

                    at += length;
                    break;
                default:
                    at += 4;
                    break;
            }
        }
    }

    private static ulong Number(byte[] message, ref int at)
    {
        var number = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var piece = message[at++];
            number |= (ulong)(piece & 0x7f) << shift;
            if (piece < 0x80)
            {
                return number;
            }
        }
    }
}
