using Microsoft.Playwright;
using TaskTracker.Browser.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace TaskTracker.Browser.Tests.Board;

/// <summary>The board as somebody sees and uses it.</summary>
internal sealed class BoardPage(IPage page)
{
    public const string ToDo = "To do";
    public const string InProgress = "In progress";
    public const string Done = "Done";

    /// <summary>Opens the board and waits until it follows the server.</summary>
    public static async Task<BoardPage> OpenAsync(Visit visit)
    {
        await visit.Page.GotoAsync("/board");
        var board = new BoardPage(visit.Page);
        await board.IsLiveAsync();
        return board;
    }

    public IPage Page => page;

    public ILocator Column(string name) => page.GetByRole(AriaRole.Region, new() { Name = name, Exact = true });

    // Not by role and name: to find those of 120 cards takes the tests' script longer than the page takes for everything.
    public ILocator Card(string title) => page.Locator($".card:has(.title:text-is(\"{title}\"))");

    public ILocator CardIn(string column, string title) => Column(column).Locator($".card:has(.title:text-is(\"{title}\"))");

    public Task IsLiveAsync() => Expect(page.Locator(".connection")).ToHaveTextAsync("Live");

    public ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public async Task SignInAsync(string username)
    {
        await Button("Sign in").ClickAsync();
        await page.GetByLabel("Username").FillAsync(username);
        await page.GetByLabel("Password").FillAsync(SigningIn.Password);
        await page.Keyboard.PressAsync("Enter");
        await Expect(Button($"Sign out {username}")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }

    public async Task AddAsync(string title)
    {
        await page.Keyboard.PressAsync("n");
        await page.GetByLabel("Title").FillAsync(title);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();
    }

    public Task DragAsync(string title, string column) => Card(title).DragToAsync(Column(column));

    public async Task<int> CountAsync(string column) => int.Parse(await Column(column).Locator("h2 span").InnerTextAsync(), System.Globalization.CultureInfo.InvariantCulture);
}
