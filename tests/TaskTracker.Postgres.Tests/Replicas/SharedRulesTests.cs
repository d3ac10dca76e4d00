using System.Diagnostics;
using TaskTracker.Server.Tests.Access;
using TaskTracker.Server.Tests.Accounts;
using TaskTracker.Server.Tests.Hosting;
using TaskTracker.Server.Tests.Idempotency;

namespace TaskTracker.Server.Tests.Replicas;

/// <summary>What one server has been told holds on the other too.</summary>
public sealed class SharedRulesTests(SharedRulesTests.Servers servers) : IClassFixture<SharedRulesTests.Servers>
{
    // Two seconds are promised; the rest is for a machine that does much else.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task A_request_that_is_sent_to_both_at_the_same_moment_is_done_once_and_answered_twice()
    {
        var before = Count();
        for (var i = 0; i < 20; i++)
        {
            var (key, title) = ($"key-{i}", $"twice {i}");
            var answers = await Task.WhenAll(servers.Both.SelectMany(server => Enumerable.Range(0, 2).Select(_ => server.RestAsync(key, "POST", "/tasks/", new { title, user_id = 1 }))));
            Assert.All(answers, answer => Assert.Equal((200, answers[0].Body), (answer.Status, answer.Body)));
        }

        Assert.Equal(before + 20, Count());

        int Count() => int.Parse(servers.One.Read("SELECT count(*) FROM tasks")[0], null);
    }

    [Fact]
    public async Task A_refresh_token_that_comes_again_at_the_other_server_ends_the_session_on_both()
    {
        var alice = await servers.One.SignUpAsync("alice");
        var next = await servers.Other.RefreshAsync(alice.RefreshToken);
        var last = await servers.One.RefreshAsync(next.Token("refreshToken"));
        Assert.Equal("good good", await servers.One.StatesAsync(next.Token("accessToken"), last.Token("accessToken")));
        Assert.Equal("good good", await servers.Other.StatesAsync(next.Token("accessToken"), last.Token("accessToken")));

        Assert.Equal("INVALID_REFRESH_TOKEN", (await servers.Other.RefreshAsync(alice.RefreshToken)).Code);
        Assert.Equal("INVALID_REFRESH_TOKEN", (await servers.One.RefreshAsync(last.Token("refreshToken"))).Code);
        Assert.Equal("dead dead", await servers.Other.StatesAsync(next.Token("accessToken"), last.Token("accessToken")));
        var ended = Stopwatch.StartNew();
        await Polling.UntilAsync(async () => await servers.One.StatesAsync(next.Token("accessToken"), last.Token("accessToken")) == "dead dead" ? this : null);
        Assert.InRange(ended.Elapsed, TimeSpan.Zero, Bound);
    }

    [Fact]
    public async Task One_of_two_who_use_a_refresh_token_at_both_at_once_is_the_first_and_the_other_gets_the_same()
    {
        var bob = await servers.One.SignUpAsync("bob");

        var answers = await Task.WhenAll(servers.Both.Select(server => server.RefreshAsync(bob.RefreshToken)));

        Assert.Equal(answers[0].Token("refreshToken"), answers[1].Token("refreshToken"));
    }

    [Fact]
    public async Task A_right_that_is_taken_at_one_server_ends_streams_and_access_at_the_other()
    {
        string[] ways = ["the session signs out", "the user is deactivated", "the password is changed in another session", "the key is revoked"];
        var losses = new List<(LostRight Lost, IReadOnlyList<OpenStream> Streams)>();
        foreach (var (i, how) in ways.Index())
        {
            var lost = await LostRight.OfAsync(servers.One, await servers.One.SignUpAsync($"loser-{i}"), how);
            losses.Add((lost, await OpenStream.OpenAllAsync(servers.One, lost.Credential)));
        }

        await servers.One.SubscriptionsAsync(losses.Sum(loss => loss.Streams.Count));
        var ends = Task.WhenAll(losses.SelectMany(loss => loss.Streams).Select(stream => stream.EndAsync()));
        foreach (var (lost, _) in losses)
        {
            await lost.TakeAsync(servers.Other);
        }

        var taken = Stopwatch.StartNew();
        var told = await ends;

        Assert.InRange(taken.Elapsed, TimeSpan.Zero, Bound);
        Assert.All(told, end => Assert.Matches("^(4401 Unauthorized|.* UNAUTHENTICATED.*)$", end));
        Assert.DoesNotContain("good", await servers.One.StatesAsync([.. losses.Select(loss => loss.Lost.Credential)]), StringComparison.Ordinal);
        foreach (var stream in losses.SelectMany(loss => loss.Streams))
        {
            await stream.DisposeAsync();
        }
    }

    /// <summary>Two servers on one store.</summary>
    public sealed class Servers : IAsyncLifetime
    {
        public TrackerServer One { get; } = new();

        public TrackerServer Other { get; private set; } = null!;

        internal TrackerServer[] Both => [One, Other];

        public async Task InitializeAsync()
        {
            await One.AddUserAsync("ada");
            Other = TrackerServer.With([], One.Folder);
        }

        public async Task DisposeAsync()
        {
            await Other.DisposeAsync();
            await One.DisposeAsync();
        }
    }
}
