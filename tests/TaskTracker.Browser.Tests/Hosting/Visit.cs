using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace TaskTracker.Browser.Tests.Hosting;

/// <summary>A window with one page. Requests to anybody but the server, and errors in the console, fail the test that looks.</summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly List<string> complaints = [];
    private readonly List<string> requests = [];

    internal Visit(Uri server, IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
        context.Request += (_, request) => Note(requests, request.Url);
        context.WebError += (_, error) => Note(complaints, error.Error);
        context.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                Note(complaints, message.Text);
            }
        };
        page.WebSocket += (_, socket) => Note(requests, socket.Url);
        Server = server;
    }

    public IPage Page { get; }

    private Uri Server { get; }

    /// <summary>Nothing was asked of anybody but the server, and the browser complained of nothing.</summary>
    public void AssertContent()
    {
        lock (complaints)
        {
            Assert.Empty(complaints);
        }

        lock (requests)
        {
            Assert.NotEmpty(requests);
            Assert.All(requests, url => Assert.True(url.StartsWith("data:", StringComparison.Ordinal) || url.StartsWith("blob:", StringComparison.Ordinal) || new Uri(url).Authority == Server.Authority, url));
        }
    }

    /// <summary>Keeps a picture with the results of the tests.</summary>
    public Task PictureAsync([CallerMemberName] string name = "") =>
        Page.ScreenshotAsync(new() { Path = Repository.File(Path.Combine("TestResults", "pictures", $"{name}.png")) });

    public ValueTask DisposeAsync() => context.DisposeAsync();

    private static void Note(List<string> list, string text)
    {
        lock (list)
        {
            list.Add(text);
        }
    }
}
