using Microsoft.Playwright;
using TaskTracker.Server.Pages;

namespace TaskTracker.Browser.Tests.Hosting;

/// <summary>One Chromium for all tests, as Debian installs it; each test visits in a window of its own, with nothing stored.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    // In milliseconds. A machine that builds something beside the tests takes that long now and then.
    private const float Patience = 60_000;

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async Task InitializeAsync()
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
        Assert.True(program is not null, $"The pages are tested in Chromium, and there is no {string.Join(", no ", Names)}. Install it; on Debian: apt-get install chromium.");
        Assert.True(
            File.Exists(WebFiles.BesideTheProgram.PathOf("board", "index.html")) && File.Exists(WebFiles.BesideTheProgram.PathOf("explorer", "asset-manifest.json")),
            "The pages are made of npm packages, and the build found no npm. Install Node.js 20 or newer with npm (on Debian: apt-get install nodejs npm) and build again.");

        Assertions.SetDefaultExpectTimeout(Patience);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = ["--no-sandbox"] });
    }

    public async Task DisposeAsync()
    {
        await (browser?.DisposeAsync() ?? default);
        playwright?.Dispose();
    }

    /// <summary>Opens a window on a server. What the page does that it must not is found when the visit ends.</summary>
    public async Task<Visit> VisitAsync(Uri server, BrowserNewContextOptions? window = null)
    {
        window ??= new();
        window.BaseURL = server.ToString();
        window.ViewportSize ??= new() { Width = 1280, Height = 800 };
        var context = await browser!.NewContextAsync(window);
        context.SetDefaultTimeout(Patience);
        return new(server, context, await context.NewPageAsync());
    }
}

/// <summary>The tests that share the browser; one after the other, because each is told how long a page may take.</summary>
[CollectionDefinition(Name)]
public sealed class InTheBrowser : ICollectionFixture<Chromium>
{
    public const string Name = "In the browser";
}
