using System.Net.Http.Json;
using TaskTracker.Browser.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace TaskTracker.Browser.Tests.Board;

/// <summary>The server is killed and started again while people use the board.</summary>
[Collection(InTheBrowser.Name)]
public sealed class RestartTests(Chromium browser) : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly HttpClient client = new();
    private TrackerProcess? process;
    private Uri server = new("http://127.0.0.1:0");

    public void Dispose()
    {
        process?.Dispose();
        client.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task No_change_is_lost_or_done_twice()
    {
        await StartServerAsync();
        await PostAsync("/users/", new { username = "alice", email = "alice@example.com" });
        foreach (var title in new[] { "Here before", "Moved elsewhere", "Moved here" })
        {
            await PostAsync("/tasks/", new { title, user_id = 1 });
        }

        await using var here = await browser.VisitAsync(server);
        await using var there = await browser.VisitAsync(server);
        var (mine, theirs) = (await BoardPage.OpenAsync(here), await BoardPage.OpenAsync(there));
        process!.Dispose();
        await Expect(mine.Page.Locator(".connection")).ToContainTextAsync("Offline");
        await mine.AddAsync("Made in between");
        await mine.Page.Keyboard.PressAsync("Escape");
        await mine.DragAsync("Moved here", BoardPage.InProgress);
        // What it was told, it shows.
        await Expect(mine.CardIn(BoardPage.InProgress, "Moved here")).ToBeVisibleAsync();

        await StartServerAsync();
        // Before the boards are back.
        using var moved = await client.PutAsJsonAsync(new Uri(server, "/tasks/2/status"), new { status = "COMPLETED" });
        await mine.IsLiveAsync();
        await theirs.IsLiveAsync();

        foreach (var board in new[] { mine, theirs })
        {
            await Expect(board.CardIn(BoardPage.Done, "Moved elsewhere")).ToBeVisibleAsync();
            await Expect(board.CardIn(BoardPage.InProgress, "Moved here")).ToBeVisibleAsync();
            await Expect(board.CardIn(BoardPage.ToDo, "Made in between")).ToHaveCountAsync(1);
            await Expect(board.Page.Locator(".card")).ToHaveCountAsync(4);
        }

        var log = await client.GetStringAsync(new Uri(server, "/graphql?query={taskChanges{nodes{taskId,kind,taskVersion}}}"));
        Assert.Equal(6, log.Split("taskVersion").Length - 1);
    }

    private async Task StartServerAsync()
    {
        process = TrackerProcess.Start("--urls", server.ToString(), folder.Setting);
        server = await process.AddressAsync();
    }

    private async Task PostAsync(string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(new Uri(server, path), body);
        answer.EnsureSuccessStatusCode();
    }
}
