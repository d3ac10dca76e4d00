using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace TaskTracker.Server.Tests.Hosting;

/// <summary>One block of an event stream: an event, or the comments and fields between two blank lines.</summary>
public sealed record StreamBlock(string? Event, string? Id, string? Data, string? Retry, bool HasComment)
{
    public JsonNode Json => JsonNode.Parse(Data!)!;
}

/// <summary>A client that reads server-sent events line by line, as WHATWG's specification has it.</summary>
public sealed class EventStreamReader(HttpResponseMessage response, StreamReader lines, CancellationTokenSource deadline) : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    public HttpResponseMessage Response => response;

    /// <param name="client">Makes the connection.</param>
    /// <param name="request">The request; it need not say what it accepts.</param>
    /// <param name="lastEventId">Where to go on, or null.</param>
    /// <param name="cancellationToken">Ends the stream. Without one it lives for half a minute.</param>
    public static async Task<EventStreamReader> OpenAsync(
        HttpClient client, HttpRequestMessage request, string? lastEventId = null, CancellationToken cancellationToken = default)
    {
        var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (!cancellationToken.CanBeCanceled)
        {
            deadline.CancelAfter(Bound);
        }

        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (lastEventId is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        }

        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
        return new(response, new StreamReader(await response.Content.ReadAsStreamAsync(deadline.Token), Encoding.UTF8), deadline);
    }

    /// <summary>The next block; null at the end of the stream.</summary>
    public async Task<StreamBlock?> ReadBlockAsync()
    {
        var block = new StreamBlock(null, null, null, null, false);
        for (var isEmpty = true; await lines.ReadLineAsync(deadline.Token) is { } line; isEmpty = false)
        {
            if (line.Length == 0 && !isEmpty)
            {
                return block;
            }

            block = line.Split(": ", 2) switch
            {
                ["event", var name] => block with { Event = name },
                ["id", var id] => block with { Id = id },
                ["data", var data] => block with { Data = block.Data is null ? data : block.Data + "\n" + data },
                ["retry", var retry] => block with { Retry = retry },
                _ => line.StartsWith(':') ? block with { HasComment = true } : throw new InvalidOperationException($"Not a line of an event stream: '{line}'"),
            };
        }

        return null;
    }

    /// <summary>The next event; null at the end of the stream.</summary>
    public async Task<StreamBlock?> ReadAsync()
    {
        while (await ReadBlockAsync() is { } block)
        {
            if (block.Event is not null)
            {
                return block;
            }
        }

        return null;
    }

    /// <summary>The next so many events; fails when the stream ends before.</summary>
    public async Task<IReadOnlyList<StreamBlock>> ReadAsync(int count)
    {
        var events = new List<StreamBlock>();
        while (events.Count < count)
        {
            events.Add(await ReadAsync() ?? throw new InvalidOperationException($"The stream ended after {events.Count} events."));
        }

        return events;
    }

    /// <summary>The whole body, of an answer that is no stream.</summary>
    public Task<string> ReadBodyAsync() => lines.ReadToEndAsync(deadline.Token);

    /// <summary>The events until the stream ends.</summary>
    public async Task<IReadOnlyList<StreamBlock>> ReadToEndAsync()
    {
        var events = new List<StreamBlock>();
        while (await ReadAsync() is { } next)
        {
            events.Add(next);
        }

        return events;
    }

    public void Dispose()
    {
        lines.Dispose();
        response.Dispose();
        deadline.Dispose();
    }
}
