using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TaskTracker.Browser.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace TaskTracker.Browser.Tests.Documentation;

/// <summary>The pages of the REST routes, and the welcome that leads there.</summary>
[Collection(InTheBrowser.Name)]
public sealed class DocumentationTests(Chromium browser, TrackerServer server) : IClassFixture<TrackerServer>
{
    [Fact]
    public async Task Swagger_UI_signs_in_and_its_examples_run_as_they_stand()
    {
        await server.SignUpAsync("erin");
        await using var visit = await browser.VisitAsync(server.Client.BaseAddress!, new() { ColorScheme = ColorScheme.Dark });
        var page = visit.Page;
        await page.GotoAsync("/docs");
        await Expect(page.Locator("html")).ToHaveClassAsync("dark-mode");

        await page.Locator(".auth-wrapper > .authorize").ClickAsync();
        await page.GetByLabel("username:").FillAsync("erin");
        await page.GetByLabel("password:").FillAsync(SigningIn.Password);
        await page.GetByLabel("Apply given OAuth2 credentials").ClickAsync();
        await Expect(page.GetByLabel("Remove authorization")).ToBeVisibleAsync();
        await page.Locator(".auth-btn-wrapper .btn-done").First.ClickAsync();

        Assert.Contains("\"erin\"", await TryAsync("getProfile", 200), StringComparison.Ordinal);
        Assert.Contains("Write the report", await TryAsync("createTask", 200), StringComparison.Ordinal);
        Assert.Contains("Write the report", await TryAsync("getTask", 200), StringComparison.Ordinal);
        await visit.PictureAsync();
        visit.AssertContent();

        // Executed as it comes, with what the document gives as examples.
        async Task<string> TryAsync(string operation, int status)
        {
            var block = page.Locator($".opblock[id$='-{operation}']");
            await block.Locator(".opblock-summary-control").ClickAsync();
            await block.Locator(".try-out__btn").ClickAsync();
            await block.Locator(".execute").ClickAsync();
            var answer = block.Locator(".live-responses-table");
            await Expect(answer.Locator(".response-col_status").Last).ToContainTextAsync($"{status}");
            return await answer.InnerTextAsync();
        }
    }

    [Fact]
    public async Task ReDoc_draws_every_operation_and_its_errors()
    {
        await using var visit = await browser.VisitAsync(server.Client.BaseAddress!);
        await visit.Page.GotoAsync("/redoc");

        var operations = visit.Page.Locator("button").Filter(new() { HasTextRegex = new("^(get|post|put|patch)/") });
        await Expect(operations).ToHaveCountAsync(Regex.Count(await server.Client.GetStringAsync("/openapi.json"), "\"operationId\""));
        await operations.Filter(new() { HasText = "put/tasks/{task_id}/status" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Update a task's status" })).ToBeVisibleAsync();
        foreach (var status in new[] { "200", "400", "401", "403", "404", "409", "412", "413", "422" })
        {
            await Expect(visit.Page.Locator("button").Filter(new() { HasTextRegex = new($"^{status}$") }).Last).ToBeVisibleAsync();
        }

        await visit.PictureAsync();
        visit.AssertContent();
    }

    [Fact]
    public async Task The_welcome_leads_to_everything()
    {
        await using var visit = await browser.VisitAsync(server.Client.BaseAddress!, new() { ColorScheme = ColorScheme.Dark });
        await visit.Page.GotoAsync("/");
        var links = await visit.Page.Locator("main a").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
        Assert.Equal(["/board", "/graphql", "/docs", "/redoc", "/graphql/schema.graphql", "/openapi.json", "/health/ready"], links);
        foreach (var link in links)
        {
            using var answer = await server.Client.GetAsync(link == "/graphql" ? "/graphql?query={__typename}" : link);
            Assert.Equal(200, (int)answer.StatusCode);
        }

        await visit.PictureAsync();
        visit.AssertContent();
    }
}
