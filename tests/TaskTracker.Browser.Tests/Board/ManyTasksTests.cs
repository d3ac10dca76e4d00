using System.Net.Http.Json;
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
        var work = new PageWork(await visit.Page.Context.NewCDPSessionAsync(visit.Page));
        BoardPage board = null!;
        await WatchAsync("loading", async () => board = await BoardPage.OpenAsync(visit));
        Assert.Equal(Tasks, await board.CountAsync(BoardPage.ToDo) + await board.CountAsync(BoardPage.InProgress) + await board.CountAsync(BoardPage.Done));
        // What nobody sees is not drawn.
        Assert.InRange(await CardsAsync(), 24, 120);

        var done = await board.CountAsync(BoardPage.Done);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await WatchAsync("200 changes by others", async () =>
        {
            for (var i = 1; i <= 200; i++)
            {
                using var moved = await server.Client.PutAsJsonAsync($"/tasks/{i}/status", new { status = "COMPLETED" });
            }

            // A third of them was there already.
            await Expect(board.Page.Locator("[data-status=COMPLETED] h2 span")).ToHaveTextAsync($"{done + 134}");
        });

        // As far as it takes, however slow the machine draws.
        await WatchAsync("scrolling", () => board.Column(BoardPage.Done).Locator("ul").EvaluateAsync(
            "async list => { const end = performance.now() + 20000; while (document.querySelectorAll('.card').length < 300 && performance.now() < end) { list.scrollTop += 400; await new Promise(requestAnimationFrame); } }"));
        Assert.InRange(await CardsAsync(), 300, 1_000);

        await board.Column(BoardPage.Done).Locator("ul").EvaluateAsync("list => { list.scrollTop = 0; }");
        await WatchAsync("dragging and searching", async () =>
        {
            await board.DragAsync("Task number 196", BoardPage.InProgress);
            await Expect(board.CardIn(BoardPage.InProgress, "Task number 196")).ToBeVisibleAsync();
            await board.Page.GetByLabel("Search tasks").PressSequentiallyAsync("number 1999");
            await Expect(board.Page.Locator(".card")).ToHaveCountAsync(1);
        });
        visit.AssertContent();

        Task<int> CardsAsync() => board.Page.Locator(".card").CountAsync();

        // By the clock it is only told: other processes share the machine.
        async Task WatchAsync(string what, Func<Task> act)
        {
            var pieces = await work.WatchAsync(act);
            output.WriteLine($"{what}: {pieces.Work:0} ms of work, the longest piece {pieces.Longest:0} ms; by the clock {pieces.Frames} over {PageWork.LongestFrame} ms, the longest {pieces.LongestByClock:0} ms");
            Assert.InRange(pieces.Longest, 1, 2 * PageWork.LongestFrame);
            Assert.InRange(pieces.Work, 1, 3_000);
        }
    }
}
