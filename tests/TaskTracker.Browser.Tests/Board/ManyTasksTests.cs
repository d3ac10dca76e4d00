using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Browser.Tests.Hosting;
using TaskTracker.Core.Access;
using TaskTracker.Core.Tasks;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace TaskTracker.Browser.Tests.Board;

[Collection(InTheBrowser.Name)]
public sealed class ManyTasksTests(Chromium browser, ITestOutputHelper output)
{
    private const int Tasks = 2_000;

    // Every frame over 50 ms since the page began, as the browser tells them.
    private const string Watch = "window.frames = []; new PerformanceObserver(list => frames.push(...list.getEntries().map(entry => entry.duration))).observe({ type: 'longtask', buffered: true });";

    [Fact]
    public async Task Two_thousand_tasks_come_and_move_without_making_anybody_wait()
    {
        await using var server = new TrackerServer();
        await server.AddUserAsync("alice");
        foreach (var batch in Enumerable.Range(0, Tasks).Chunk(TaskBatch.MaximumItems))
        {
            server.Clock.Advance(TimeSpan.FromSeconds(1));
            var made = await server.Services.GetRequiredService<CreateTasks>().ExecuteAsync(
                new(Origin.GraphQL, Permissions.All), new([.. batch.Select(i => new BatchItem<CreateTask.Input>(new($"Task number {i}", null, 1, (TaskStatus)(i % 3)), []))], true), default);
            Assert.True(made.Succeeded);
        }

        await using var visit = await browser.VisitAsync(server.Client.BaseAddress!);
        await visit.Page.AddInitScriptAsync(Watch);
        var work = await visit.Page.Context.NewCDPSessionAsync(visit.Page);
        await work.SendAsync("Performance.enable", new() { ["timeDomain"] = "threadTicks" });
        var before = 0.0;
        var board = await BoardPage.OpenAsync(visit);
        Assert.Equal(Tasks, await board.CountAsync(BoardPage.ToDo) + await board.CountAsync(BoardPage.InProgress) + await board.CountAsync(BoardPage.Done));
        await ReportAsync("loading", 1_000);
        // What nobody sees is not drawn.
        Assert.InRange(await CardsAsync(), 24, 120);

        var done = await board.CountAsync(BoardPage.Done);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        for (var i = 1; i <= 200; i++)
        {
            using var moved = await server.Client.PutAsJsonAsync($"/tasks/{i}/status", new { status = "COMPLETED" });
        }

        // A third of them was there already.
        await Expect(board.Page.Locator("[data-status=COMPLETED] h2 span")).ToHaveTextAsync($"{done + 134}");
        await ReportAsync("200 changes by others", 1_000);

        // As far as it takes, however slow the machine draws.
        await board.Column(BoardPage.Done).Locator("ul").EvaluateAsync(
            "async list => { const end = performance.now() + 20000; while (document.querySelectorAll('.card').length < 300 && performance.now() < end) { list.scrollTop += 400; await new Promise(requestAnimationFrame); } }");
        await ReportAsync("scrolling", 1_000);
        Assert.InRange(await CardsAsync(), 300, 1_000);

        await board.Column(BoardPage.Done).Locator("ul").EvaluateAsync("list => { list.scrollTop = 0; }");
        await board.DragAsync("Task number 196", BoardPage.InProgress);
        await Expect(board.CardIn(BoardPage.InProgress, "Task number 196")).ToBeVisibleAsync();
        await board.Page.GetByLabel("Search tasks").PressSequentiallyAsync("number 1999");
        await Expect(board.Page.Locator(".card")).ToHaveCountAsync(1);
        await ReportAsync("dragging and searching", 1_000);
        visit.AssertContent();

        Task<int> CardsAsync() => board.Page.Locator(".card").CountAsync();

        // Processor time of the page's script and layout, which does not depend on who else uses the machine. Frames do, and are only told.
        async Task ReportAsync(string what, double milliseconds)
        {
            var metrics = (await work.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics").EnumerateArray();
            var now = metrics
                .Where(metric => metric.GetProperty("name").GetString() is "ScriptDuration" or "LayoutDuration").Sum(metric => metric.GetProperty("value").GetDouble()) * 1_000;
            var took = now - before;
            before = now;
            var frames = (await board.Page.EvaluateAsync<JsonElement>("frames.splice(0)")).EnumerateArray().Select(frame => frame.GetDouble()).ToList();
            output.WriteLine($"{what}: {took:0} ms of work, {frames.Count} frames over 50 ms, the longest {frames.DefaultIfEmpty().Max():0} ms");
            Assert.InRange(took, 0, milliseconds);
        }
    }
}
