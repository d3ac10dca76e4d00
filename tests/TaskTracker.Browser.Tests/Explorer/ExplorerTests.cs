using System.Net.Http.Json;
using Microsoft.Playwright;
using TaskTracker.Browser.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace TaskTracker.Browser.Tests.Explorer;

[Collection(InTheBrowser.Name)]
public sealed class ExplorerTests(Chromium browser, TrackerServer server) : IClassFixture<TrackerServer>
{
    [Fact]
    public async Task The_welcome_document_is_open_and_its_operations_run_as_they_stand()
    {
        await using var visit = await browser.VisitAsync(server.Client.BaseAddress!);
        var frames = new List<string>();
        visit.Page.WebSocket += (_, socket) =>
        {
            Assert.EndsWith("/graphql", socket.Url, StringComparison.Ordinal);
            socket.FrameReceived += (_, frame) =>
            {
                lock (frames)
                {
                    frames.Add(frame.Text ?? "");
                }
            };
        };

        await visit.Page.GotoAsync("/graphql");
        Assert.Contains("\"totalCount\":0", await RunAsync(visit.Page, "Tasks"), StringComparison.Ordinal);
        var added = await RunAsync(visit.Page, "AddTask");
        Assert.Contains("\"username\":\"banana\"", added, StringComparison.Ordinal);
        Assert.Contains("\"title\":\"Try the explorer\"", added, StringComparison.Ordinal);

        Assert.Contains("DUPLICATE_USERNAME", await RunAsync(visit.Page, "AddTask"), StringComparison.Ordinal);

        await ChooseAsync(visit.Page, "Changes");
        await Run(visit.Page).ClickAsync();
        await server.Client.SubscriptionsAsync(1);
        using var moved = await server.Client.PutAsJsonAsync("/tasks/1/status", new { status = "COMPLETED" });
        await Polling.UntilAsync(() =>
        {
            lock (frames)
            {
                return Task.FromResult(frames.Find(frame => frame.Contains("\"kind\":\"STATUS_CHANGED\"", StringComparison.Ordinal)));
            }
        });
        // In the part with the answers, too.
        await Expect(visit.Page.GetByText("STATUS_CHANGED").First).ToBeVisibleAsync();
        await visit.PictureAsync();
        visit.AssertContent();
    }

    [Theory]
    [InlineData("/graphql/LICENSE", 200)]
    [InlineData("/graphql/static/js/main.0349187e.js", 200)]
    [InlineData("/graphql/static/js/main.0349187e.js.LICENSE.txt", 200)]
    [InlineData("/graphql/service-worker.js", 404)]
    [InlineData("/graphql/package.json", 404)]
    public async Task Its_files_come_with_their_notices_and_without_its_service_worker(string path, int status)
    {
        using var answer = await server.Client.GetAsync(path);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    private static ILocator Run(IPage page) => page.Locator("button").Filter(new() { HasTextRegex = new("^Run$") });

    // The answer as the server gave it: what the editor draws of it is not text.
    private static async Task<string> RunAsync(IPage page, string operation)
    {
        await ChooseAsync(page, operation);
        var answer = await page.RunAndWaitForResponseAsync(() => Run(page).ClickAsync(), response => response.Request.PostData?.Contains($" {operation} ", StringComparison.Ordinal) == true);
        return await answer.TextAsync();
    }

    private static async Task ChooseAsync(IPage page, string operation)
    {
        await Expect(Run(page)).ToBeEnabledAsync();
        var chosen = page.GetByRole(AriaRole.Button, new() { NameRegex = new("^(Query|Mutation|Subscription): ") });
        if (await chosen.InnerTextAsync() != operation)
        {
            await chosen.ClickAsync();
            await page.GetByRole(AriaRole.Menuitem).Filter(new() { HasText = operation }).ClickAsync();
        }
    }
}
