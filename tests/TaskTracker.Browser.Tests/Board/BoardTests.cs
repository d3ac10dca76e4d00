using System.Net.Http.Json;
using Microsoft.Playwright;
using TaskTracker.Browser.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace TaskTracker.Browser.Tests.Board;

[Collection(InTheBrowser.Name)]
public sealed class BoardTests(Chromium browser, BoardTests.Store store) : IClassFixture<BoardTests.Store>
{
    private readonly TrackerServer server = store.Server;

    [Fact]
    public async Task What_one_browser_does_the_other_shows()
    {
        await using var here = await browser.VisitAsync(server.Client.BaseAddress!);
        await using var there = await browser.VisitAsync(server.Client.BaseAddress!);
        var (mine, theirs) = (await BoardPage.OpenAsync(here), await BoardPage.OpenAsync(there));

        await mine.AddAsync("Water the plants");
        await Expect(theirs.CardIn(BoardPage.ToDo, "Water the plants")).ToBeVisibleAsync();

        await theirs.DragAsync("Water the plants", BoardPage.Done);
        await Expect(mine.CardIn(BoardPage.Done, "Water the plants")).ToBeVisibleAsync();
        await Expect(theirs.CardIn(BoardPage.Done, "Water the plants")).ToBeVisibleAsync();
        await Expect(mine.Card("Water the plants")).ToHaveCountAsync(1);

        await server.Client.PutAsync("/tasks/1/status", JsonContent.Create(new { status = "COMPLETED" }));
        await Expect(mine.CardIn(BoardPage.Done, "Call the bank")).ToBeVisibleAsync();
        await here.PictureAsync();
        here.AssertContent();
        there.AssertContent();
    }

    [Fact]
    public async Task Tasks_are_found_by_words_assignee_and_priority_and_new_ones_among_them()
    {
        await using var visit = await browser.VisitAsync(server.Client.BaseAddress!);
        var board = await BoardPage.OpenAsync(visit);

        await board.Page.Keyboard.PressAsync("/");
        await board.Page.Keyboard.TypeAsync("résume ann");
        await Expect(board.Card("Read the annual résumé")).ToBeVisibleAsync();
        await Expect(board.Page.Locator(".card")).ToHaveCountAsync(1);

        await server.AddTaskAsync(1, "Annual picnic", "with a resume of the year");
        await Expect(board.Card("Annual picnic")).ToBeVisibleAsync();

        await board.Page.GetByLabel("Assignee").SelectOptionAsync("bob");
        await Expect(board.Page.Locator(".card")).ToHaveCountAsync(1);
        await board.Page.GetByLabel("Search tasks").FillAsync("");
        await board.Page.GetByLabel("Priority").SelectOptionAsync("Urgent");
        await Expect(board.Page.Locator(".card")).ToHaveCountAsync(0);
        visit.AssertContent();
    }

    [Fact]
    public async Task Somebody_signs_up_assigns_a_task_and_stays_signed_in_longer_than_a_token_is_good()
    {
        await using var visit = await browser.VisitAsync(server.Client.BaseAddress!);
        var board = await BoardPage.OpenAsync(visit);
        await board.Card("Feed the cat").GetByRole(AriaRole.Button, new() { Name = "Feed the cat" }).ClickAsync();
        await board.Page.GetByLabel("Assignee").Last.SelectOptionAsync("bob");
        await board.Page.GetByLabel("Title").FillAsync("Feed both cats");
        await board.Button("Save").ClickAsync();
        await Expect(board.Page.GetByRole(AriaRole.Dialog).Last).ToContainTextAsync("Sign in to do this.");

        await board.Button("Create an account").ClickAsync();
        await board.Page.GetByLabel("Username").FillAsync("carol");
        await board.Page.GetByLabel("E-mail address").FillAsync("carol@example.com");
        await board.Page.GetByLabel("Password").FillAsync("password");
        await board.Button("Create").ClickAsync();
        await Expect(board.Page.GetByRole(AriaRole.Dialog).Last.GetByRole(AriaRole.Alert)).ToContainTextAsync("password");
        await board.Page.GetByLabel("Password").FillAsync(SigningIn.Password);
        await board.Button("Create").ClickAsync();
        await Expect(board.Button("Sign out carol")).ToBeVisibleAsync();
        await board.IsLiveAsync();
        // What was typed before signing in is still there; but it is somebody else's task.
        await Expect(board.Page.GetByLabel("Title")).ToHaveValueAsync("Feed both cats");
        await board.Button("Save").ClickAsync();
        await Expect(board.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Alert)).ToHaveTextAsync("You may not do this.");
        await board.Page.Keyboard.PressAsync("Escape");
        await Expect(board.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);

        await board.AddAsync("Carol's own");
        await board.Card("Carol's own").GetByRole(AriaRole.Button, new() { Name = "Carol's own" }).ClickAsync();
        await board.Page.GetByLabel("Assignee").Last.SelectOptionAsync("bob");
        await board.Page.GetByLabel("Description").FillAsync("Bob knows how");
        await board.Button("Save").ClickAsync();
        await Expect(board.Card("Carol's own")).ToContainTextAsync("bob");

        server.Clock.Advance(TimeSpan.FromMinutes(20));
        await server.AddTaskAsync(1, "After the token");
        await Expect(board.Card("After the token")).ToBeVisibleAsync();
        await board.Page.ReloadAsync();
        await Expect(board.Button("Sign out carol")).ToBeVisibleAsync();
        await board.IsLiveAsync();
        await board.AddAsync("By carol, again");
        await Expect(board.Card("By carol, again")).ToBeVisibleAsync();

        await board.Button("Sign out carol").ClickAsync();
        await Expect(board.Button("Sign in")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Where_nobody_may_sign_up_no_account_is_offered()
    {
        await using var closed = TrackerServer.With(new() { ["environment"] = "Production" });
        await using var visit = await browser.VisitAsync(closed.Client.BaseAddress!);
        await visit.Page.GotoAsync("/board");

        var dialog = visit.Page.GetByRole(AriaRole.Dialog);
        await Expect(dialog).ToContainTextAsync("An administrator makes accounts.");
        await Expect(dialog.GetByRole(AriaRole.Button)).ToHaveTextAsync(["Cancel", "Sign in"]);
        await visit.PictureAsync();
        await Axe.AssertCleanAsync(visit.Page);
    }

    [Fact]
    public async Task A_change_that_somebody_else_made_first_is_not_undone()
    {
        await using var visit = await browser.VisitAsync(server.Client.BaseAddress!);
        var board = await BoardPage.OpenAsync(visit);
        var task = await server.AddTaskAsync((await server.SignUpAsync("dave")).UserId, "Plan the summer");
        await board.SignInAsync("dave");
        await board.Card("Plan the summer").GetByRole(AriaRole.Button, new() { Name = "Plan the summer" }).ClickAsync();
        await Expect(board.Page.GetByLabel("Description")).ToBeEnabledAsync();

        await server.Client.PutAsync($"/tasks/{task.Id}/status", JsonContent.Create(new { status = "IN_PROGRESS" }));
        await board.Page.GetByLabel("Title").FillAsync("Plan the winter");
        await board.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Expect(board.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Alert)).ToContainTextAsync("has changed");
    }

    [Fact]
    public async Task What_was_done_is_not_done_again_when_the_answer_gets_lost()
    {
        await using var visit = await browser.VisitAsync(server.Client.BaseAddress!);
        var board = await BoardPage.OpenAsync(visit);
        var lost = 0;
        await board.Page.RouteAsync("/graphql", async route =>
        {
            if (Interlocked.Increment(ref lost) > 2)
            {
                await route.ContinueAsync();
                return;
            }

            await route.FetchAsync();
            await route.AbortAsync();
        });

        await board.AddAsync("Only once");
        await Expect(board.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);

        Assert.Equal(3, lost);
        await Expect(board.Card("Only once")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_late_answer_does_not_undo_what_was_told_before_it()
    {
        await using var visit = await browser.VisitAsync(server.Client.BaseAddress!);
        var told = new TaskCompletionSource();
        visit.Page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) =>
        {
            if (frame.Text?.Contains("\"Overtaken\",\"status\":\"COMPLETED\"", StringComparison.Ordinal) == true)
            {
                told.TrySetResult();
            }
        };
        var board = await BoardPage.OpenAsync(visit);
        var task = await server.AddTaskAsync(1, "Overtaken");
        var (held, answered) = (new TaskCompletionSource<IAPIResponse>(), new TaskCompletionSource());
        await board.Page.RouteAsync("/graphql", async route =>
        {
            var answer = await route.FetchAsync();
            held.TrySetResult(answer);
            await answered.Task;
            await route.FulfillAsync(new() { Response = answer });
        });

        await board.DragAsync("Overtaken", BoardPage.InProgress);
        await held.Task;
        await server.Client.PutAsync($"/tasks/{task.Id}/status", JsonContent.Create(new { status = "COMPLETED" }));
        await told.Task;
        var response = await board.Page.RunAndWaitForResponseAsync(() => Task.Run(answered.SetResult), "**/graphql");
        await response.FinishedAsync();

        await Expect(board.CardIn(BoardPage.Done, "Overtaken")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_last_of_two_quick_moves_is_the_last_at_the_server_too()
    {
        await using var visit = await browser.VisitAsync(server.Client.BaseAddress!);
        var task = await server.AddTaskAsync(1, "In a hurry");
        var board = await BoardPage.OpenAsync(visit);
        var (asked, released) = (0, new TaskCompletionSource());
        await board.Page.RouteAsync("/graphql", async route =>
        {
            if (Interlocked.Increment(ref asked) == 1)
            {
                await released.Task;
            }

            await route.ContinueAsync();
        });

        await board.DragAsync("In a hurry", BoardPage.InProgress);
        await board.DragAsync("In a hurry", BoardPage.Done);
        await Expect(board.CardIn(BoardPage.Done, "In a hurry")).ToBeVisibleAsync();
        Assert.Equal(1, asked);
        released.SetResult();
        await Expect(board.Page.Locator("[aria-live]")).ToContainTextAsync("Moved to Done: In a hurry");

        Assert.Contains("COMPLETED", await server.Client.GetStringAsync($"/tasks/{task.Id}"), StringComparison.Ordinal);
        await Expect(board.CardIn(BoardPage.Done, "In a hurry")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Everything_goes_by_keyboard()
    {
        await using var visit = await browser.VisitAsync(server.Client.BaseAddress!);
        await server.AddTaskAsync(1, "Second by key");
        await server.AddTaskAsync(1, "First by key");
        var board = await BoardPage.OpenAsync(visit);
        await Expect(board.Card("First by key")).ToBeVisibleAsync();
        var keys = board.Page.Keyboard;

        while (await FocusedAsync() != "First by key")
        {
            await keys.PressAsync("Tab");
        }

        await keys.PressAsync("ArrowDown");
        Assert.Equal("Second by key", await FocusedAsync());
        await keys.PressAsync("Shift+ArrowRight");
        await Expect(board.CardIn(BoardPage.InProgress, "Second by key")).ToBeVisibleAsync();
        await Expect(board.Page.Locator("[aria-live]")).ToContainTextAsync("Moved to In progress: Second by key");
        Assert.Equal("Second by key", await FocusedAsync());
        await keys.PressAsync("Control+z");
        await Expect(board.CardIn(BoardPage.ToDo, "Second by key")).ToBeVisibleAsync();
        await keys.PressAsync("Shift+ArrowRight");
        await keys.PressAsync("Shift+ArrowRight");
        await Expect(board.CardIn(BoardPage.Done, "Second by key")).ToBeVisibleAsync();

        await keys.PressAsync("Enter");
        await Expect(board.Page.GetByRole(AriaRole.Dialog, new() { NameRegex = new("^Task #") })).ToBeVisibleAsync();
        await keys.PressAsync("Escape");
        await Expect(board.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        Assert.Equal("Second by key", await FocusedAsync());

        Task<string> FocusedAsync() => board.Page.EvaluateAsync<string>("document.activeElement.textContent");
    }

    [Fact]
    public async Task What_was_deleted_comes_back()
    {
        await using var visit = await browser.VisitAsync(server.Client.BaseAddress!, new() { ColorScheme = ColorScheme.Dark });
        var board = await BoardPage.OpenAsync(visit);
        var erin = await server.SignUpAsync("erin");
        await server.AddTaskAsync(erin.UserId, "Kept");
        await server.AddTaskAsync(erin.UserId, "Thrown away");
        await board.SignInAsync("erin");

        await board.Card("Thrown away").GetByRole(AriaRole.Button, new() { Name = "Thrown away" }).ClickAsync();
        await board.Button("Delete").ClickAsync();
        await Expect(board.Card("Thrown away")).ToHaveCountAsync(0);
        await board.Button("Undo").ClickAsync();
        await Expect(board.Card("Thrown away")).ToBeVisibleAsync();

        await board.Page.Locator(".title:text-is('Thrown away')").FocusAsync();
        await board.Page.Keyboard.PressAsync("Delete");
        await Expect(board.Card("Thrown away")).ToHaveCountAsync(0);
        // The keyboard goes on where it was.
        await Expect(board.Page.Locator(".title:focus")).ToHaveTextAsync("Kept");

        await board.Button("Deleted tasks").ClickAsync();
        await Expect(board.Button("Restore Thrown away")).ToBeVisibleAsync();
        await visit.PictureAsync();
        await Axe.AssertCleanAsync(board.Page);
        await board.Button("Restore Thrown away").ClickAsync();
        await Expect(board.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Nothing that you could restore");
        await board.Button("Close").ClickAsync();
        await Expect(board.Card("Thrown away")).ToBeVisibleAsync();
        visit.AssertContent();
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task An_accessibility_checker_finds_nothing(ColorScheme scheme, int width)
    {
        await using var visit = await browser.VisitAsync(server.Client.BaseAddress!, new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 800 }, HasTouch = width < 500 });
        var board = await BoardPage.OpenAsync(visit);
        await Expect(board.Card("Feed the cat")).ToBeVisibleAsync();
        await visit.PictureAsync($"The board, {scheme}, {width} wide");
        await Axe.AssertCleanAsync(board.Page);

        await board.Card("Feed the cat").GetByRole(AriaRole.Button, new() { Name = "Feed the cat" }).ClickAsync();
        await Expect(board.Page.GetByLabel("Description")).ToBeEnabledAsync();
        await visit.PictureAsync($"A task, {scheme}, {width} wide");
        await Axe.AssertCleanAsync(board.Page);
    }

    [Fact]
    public async Task It_fits_on_a_phone_and_buttons_move_tasks()
    {
        await using var visit = await browser.VisitAsync(server.Client.BaseAddress!, new() { ViewportSize = new() { Width = 390, Height = 844 }, HasTouch = true, IsMobile = true });
        await server.AddTaskAsync(1, "By thumb");
        var board = await BoardPage.OpenAsync(visit);
        Assert.True(await board.Page.EvaluateAsync<bool>("document.scrollingElement.scrollWidth <= innerWidth"));

        await board.Card("By thumb").GetByRole(AriaRole.Button, new() { Name = "Move to In progress" }).TapAsync();

        await Expect(board.CardIn(BoardPage.InProgress, "By thumb")).ToHaveCountAsync(1);
        await board.Button("Undo").TapAsync();
        await Expect(board.CardIn(BoardPage.ToDo, "By thumb")).ToBeVisibleAsync();
        visit.AssertContent();
    }

    /// <summary>A server with two users and some tasks.</summary>
    public sealed class Store : IAsyncLifetime
    {
        public TrackerServer Server { get; } = new();

        public async Task InitializeAsync()
        {
            await Server.AddUserAsync("alice");
            await Server.AddUserAsync("bob");
            await Server.AddTaskAsync(1, "Call the bank");
            await Server.AddTaskAsync(1, "Feed the cat", "Twice");
            await Server.AddTaskAsync(2, "Read the annual résumé", status: TaskStatus.InProgress);
            await Server.AddTaskAsync(2, "Send the invoice", status: TaskStatus.Completed);
        }

        public async Task DisposeAsync() => await Server.DisposeAsync();
    }
}
