using System.Text.Json;
using Microsoft.Playwright;

namespace TaskTracker.Browser.Tests.Hosting;

/// <summary>
/// What a page's main thread does, piece by piece, as the browser's own trace tells it. A piece is a task of the event loop: nothing is drawn and no key is
/// heard while it lasts. Its processor time is the page's own doing; the time on the clock also counts whoever else has the processor meanwhile.
/// </summary>
public sealed class PageWork(ICDPSession session)
{
    /// <summary>A piece that takes longer is a frame that somebody sees missing.</summary>
    public const double LongestFrame = 50;

    /// <summary>Watches while something is done.</summary>
    public async Task<Pieces> WatchAsync(Func<Task> act)
    {
        var events = new List<JsonElement>();
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (collected, complete) = (session.Event("Tracing.dataCollected"), session.Event("Tracing.tracingComplete"));
        EventHandler<JsonElement?> collect = (_, data) => events.AddRange(data!.Value.GetProperty("value").EnumerateArray());
        EventHandler<JsonElement?> end = (_, _) => ended.TrySetResult();
        collected.OnEvent += collect;
        complete.OnEvent += end;
        await session.SendAsync("Tracing.start", new() { ["categories"] = "__metadata,toplevel", ["transferMode"] = "ReportEvents" });
        await act();
        await session.SendAsync("Tracing.end");
        await ended.Task;
        collected.OnEvent -= collect;
        complete.OnEvent -= end;
        return Read(events);
    }

    private static Pieces Read(List<JsonElement> events)
    {
        var main = events.Where(e => Text(e, "name") == "thread_name" && Text(e.GetProperty("args"), "name") == "CrRendererMain").Select(Thread).ToHashSet();
        var pieces = events.Where(e => Text(e, "name") == "ThreadControllerImpl::RunTask" && main.Contains(Thread(e)) && e.TryGetProperty("tdur", out _)).ToList();
        return new(
            pieces.Sum(piece => Milliseconds(piece, "tdur")),
            pieces.Select(piece => Milliseconds(piece, "tdur")).DefaultIfEmpty().Max(),
            pieces.Select(piece => Milliseconds(piece, "dur")).DefaultIfEmpty().Max(),
            pieces.Count(piece => Milliseconds(piece, "dur") > LongestFrame));
    }

    private static string? Text(JsonElement e, string name) => e.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static (int, int) Thread(JsonElement e) => (e.GetProperty("pid").GetInt32(), e.GetProperty("tid").GetInt32());

    private static double Milliseconds(JsonElement piece, string name) => piece.GetProperty(name).GetDouble() / 1_000;

    /// <summary>In milliseconds of processor time: all pieces, and the longest. By the clock: the longest, and how many were over <see cref="LongestFrame"/>.</summary>
    public sealed record Pieces(double Work, double Longest, double LongestByClock, int Frames);
}
