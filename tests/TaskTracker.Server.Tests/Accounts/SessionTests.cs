using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TaskTracker.Core.Accounts;
using TaskTracker.Core.Users;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Accounts;

/// <summary>How long somebody is signed in, and what ends it.</summary>
public sealed class SessionTests : IAsyncDisposable
{
    private const string Other = "five other unrelated words";

    private readonly TrackerServer server = new();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("alice")]
    [InlineData("ALICE")]
    [InlineData("alice@example.com")]
    [InlineData("Alice@EXAMPLE.com")]
    public async Task Somebody_signs_in_with_their_name_or_address(string name)
    {
        await server.SignUpAsync("alice");

        var session = await server.SignInAsync(name, SigningIn.Password);
        Assert.True(await server.IsGoodAsync(session.Token("accessToken")));
    }

    [Theory]
    [InlineData("Legacy")]
    [InlineData("None")]
    public async Task What_signing_in_answers_is_for_whoever_signed_in_and_the_rest_of_the_operation_is_not(string anonymous)
    {
        await using var other = TrackerServer.With(new() { ["Access:Anonymous"] = anonymous });
        await other.SignUpAsync("alice", Core.Access.Role.Admin);
        await other.SignUpAsync("bob");
        const string User = "session { user { username role version tasks { totalCount } } }";
        var answer = await other.AskAsync(null, $$"""
            mutation {
              a: signIn(input: {username: "alice", password: "{{SigningIn.Password}}"}) { {{User}} }
              b: signIn(input: {username: "bob", password: "{{SigningIn.Password}}"}) { {{User}} }
              c: signUp(input: {username: "carol", email: "carol@example.com", password: "{{SigningIn.Password}}"}) { {{User}} }
              {{(anonymous == "Legacy" ? "d: createUser(input: {username: \"dave\", email: \"dave@example.com\"}) { user { username role } }" : "")}}
            }
            """);
        string Of(string name, string role, int version) =>
            $$"""{ "session": { "user": { "username": "{{name}}", "role": "{{role}}", "version": {{version}}, "tasks": { "totalCount": 0 } } } }""";
        var stranger = anonymous == "Legacy" ? """, "d": { "user": { "username": "dave", "role": null } }""" : "";
        GraphQLOverHttp.AssertJson(
            $$"""{ "data": { "a": {{Of("alice", "ADMIN", 2)}}, "b": {{Of("bob", "MEMBER", 1)}}, "c": {{Of("carol", "MEMBER", 1)}} {{stranger}} } }""", answer);
    }

    [Fact]
    public async Task Nobody_hides_somebody_s_address_behind_a_name_or_a_name_behind_an_address()
    {
        const string other = "five other unrelated words";
        var mallory = await server.SignUpAsync("mallory");
        Assert.Null((await server.MutateAsync(
            mallory.AccessToken, "updateProfile(input: { username: \"bob@example.com\" }) { errors { ... on Error { code } } }")).Code);
        var bob = await server.SignUpAsync("bob");
        await server.SetPasswordAsync(mallory.UserId, other);

        Assert.Equal(bob.UserId, await UserOfAsync("bob@example.com", SigningIn.Password));
        Assert.Equal(mallory.UserId, await UserOfAsync("BOB@example.com", other));
        Assert.Equal("INVALID_CREDENTIALS", (await server.SignInAsync("bob@example.com", "three unrelated words")).Code);

        async Task<int> UserOfAsync(string username, string password)
        {
            var session = await server.SignInAsync(username, password);
            return (int)(await server.AskAsync(session.Token("accessToken"), "{ viewer { user { databaseId } } }"))["data"]!["viewer"]!["user"]!["databaseId"]!;
        }
    }

    [Fact]
    public async Task An_access_token_is_good_for_fifteen_minutes()
    {
        var alice = await server.SignUpAsync("alice");

        server.Clock.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        Assert.True(await server.IsGoodAsync(alice.AccessToken));
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await server.IsGoodAsync(alice.AccessToken));
    }

    [Fact]
    public async Task A_refresh_token_is_exchanged_for_the_next_and_the_session_goes_on()
    {
        var alice = await server.SignUpAsync("alice");
        var token = alice.RefreshToken;
        for (var i = 0; i < 3; i++)
        {
            server.Clock.Advance(TimeSpan.FromDays(20));
            var refreshed = await server.RefreshAsync(token);
            Assert.True(await server.IsGoodAsync(refreshed.Token("accessToken")));
            token = refreshed.Token("refreshToken");
        }

        server.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal("INVALID_REFRESH_TOKEN", (await server.RefreshAsync(token)).Code);
    }

    [Fact]
    public async Task However_often_it_is_refreshed_a_session_ends_after_ninety_days_and_its_access_token_with_it()
    {
        var alice = await server.SignUpAsync("alice");
        var token = alice.RefreshToken;
        for (var i = 0; i < 3; i++)
        {
            server.Clock.Advance(TimeSpan.FromDays(29));
            token = (await server.RefreshAsync(token)).Token("refreshToken");
        }

        server.Clock.Advance(TimeSpan.FromDays(3) - TimeSpan.FromMinutes(5));
        var last = await server.AskAsync(null, $"mutation {{ refreshSession(input: {{ refreshToken: \"{token}\" }}) {{ session {{ expiresAt accessTokenExpiresAt accessToken refreshToken }} }} }}");
        var session = last["data"]!["refreshSession"]!["session"]!;
        Assert.Equal(("2026-07-30T12:00:00Z", "2026-07-30T12:00:00Z"), ((string?)session["expiresAt"], (string?)session["accessTokenExpiresAt"]));
        server.Clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        Assert.True(await server.IsGoodAsync((string)session["accessToken"]!));
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await server.IsGoodAsync((string)session["accessToken"]!));
        Assert.Equal("INVALID_REFRESH_TOKEN", (await server.RefreshAsync((string)session["refreshToken"]!)).Code);
        Assert.Null((await server.SignInAsync("alice", SigningIn.Password)).Code);
    }

    [Fact]
    public async Task A_shorter_greatest_age_holds_for_sessions_that_began_before_it()
    {
        using var folder = new TemporaryFolder();
        Account alice;
        await using (var before = TrackerServer.With([], folder.Path))
        {
            alice = await before.SignUpAsync("alice");
        }

        await using var now = TrackerServer.With(new() { ["Accounts:MaxSessionDays"] = "1" }, folder.Path);
        now.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("INVALID_REFRESH_TOKEN", (await now.RefreshAsync(alice.RefreshToken)).Code);
    }

    [Fact]
    public async Task A_client_that_lost_the_answer_asks_again_and_gets_the_same()
    {
        var alice = await server.SignUpAsync("alice");
        var lost = await server.RefreshAsync(alice.RefreshToken);
        server.Clock.Advance(RefreshSession.Repetition);
        var again = await server.RefreshAsync(alice.RefreshToken);

        Assert.Equal(lost.Token("refreshToken"), again.Token("refreshToken"));
        Assert.True(await server.IsGoodAsync(again.Token("accessToken")));
        Assert.Null((await server.RefreshAsync(again.Token("refreshToken"))).Code);
    }

    [Fact]
    public async Task Of_clients_that_refresh_at_the_same_time_none_is_signed_out()
    {
        var alice = await server.SignUpAsync("alice");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => server.RefreshAsync(alice.RefreshToken)));

        var next = Assert.Single(answers.Select(answer => answer.Token("refreshToken")).Distinct());
        Assert.Null((await server.RefreshAsync(next)).Code);
    }

    [Fact]
    public async Task A_refresh_token_that_comes_again_later_ends_the_session()
    {
        var alice = await server.SignUpAsync("alice");
        var next = await server.RefreshAsync(alice.RefreshToken);
        server.Clock.Advance(RefreshSession.Repetition + TimeSpan.FromMilliseconds(1));

        Assert.Equal("INVALID_REFRESH_TOKEN", (await server.RefreshAsync(alice.RefreshToken)).Code);
        Assert.False(await server.IsGoodAsync(next.Token("accessToken")));
        Assert.Equal("INVALID_REFRESH_TOKEN", (await server.RefreshAsync(next.Token("refreshToken"))).Code);
    }

    [Fact]
    public async Task A_refresh_token_that_comes_again_after_the_next_one_was_used_ends_the_session()
    {
        var alice = await server.SignUpAsync("alice");
        var next = await server.RefreshAsync(alice.RefreshToken);
        var newest = await server.RefreshAsync(next.Token("refreshToken"));

        Assert.Equal("INVALID_REFRESH_TOKEN", (await server.RefreshAsync(alice.RefreshToken)).Code);
        Assert.False(await server.IsGoodAsync(newest.Token("accessToken")));
    }

    [Fact]
    public async Task The_store_alone_gives_nobody_a_session()
    {
        var alice = await server.SignUpAsync("alice");
        var next = (await server.RefreshAsync(alice.RefreshToken)).Token("refreshToken");
        var key = (await server.AddKeyAsync(alice, Core.Access.ApiScopes.TasksRead)).Secret;
        var stored = server.ReadEverything();
        Assert.Contains("alice@example.com", stored, StringComparison.Ordinal);
        Assert.All([alice.RefreshToken, next, alice.AccessToken, key, SigningIn.Password], secret => Assert.DoesNotContain(secret[^20..], stored, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Changing_the_password_ends_all_other_sessions()
    {
        var here = await server.SignUpAsync("alice");
        var elsewhere = await server.SignInAsync("alice", SigningIn.Password);

        Assert.Equal("INVALID_CREDENTIALS", (await server.ChangePasswordAsync(here.AccessToken, "not the password", Other)).Code);
        Assert.Null((await server.ChangePasswordAsync(here.AccessToken, SigningIn.Password, Other)).Code);
        Assert.True(await server.IsGoodAsync(here.AccessToken));
        Assert.False(await server.IsGoodAsync(elsewhere.Token("accessToken")));
        Assert.Equal("INVALID_REFRESH_TOKEN", (await server.RefreshAsync(elsewhere.Token("refreshToken"))).Code);
        Assert.Equal("INVALID_CREDENTIALS", (await server.SignInAsync("alice", SigningIn.Password)).Code);
        Assert.Null((await server.SignInAsync("alice", Other)).Code);
    }

    [Fact]
    public async Task Whoever_knows_the_old_password_does_not_undo_the_one_that_an_administrator_sets_meanwhile()
    {
        const string Stolen = "six words that a thief made";
        var hasher = new HeldHasher(Stolen);
        await using var server = TrackerServer.With([], configureServices: services => services.Replace(ServiceDescriptor.Singleton<IPasswordHasher<User>>(hasher)));
        var alice = await server.SignUpAsync("alice");
        var thief = server.ChangePasswordAsync(alice.AccessToken, SigningIn.Password, Stolen);
        // They have shown that they know the password, and hashing the new one takes its time. The administrator is at another server: this one hashes on half of its cores.
        await hasher.IsHolding;
        await using var another = TrackerServer.With([], server.Folder);
        await another.SetPasswordAsync(alice.UserId, Other);
        hasher.GoOn();

        Assert.Equal("INVALID_CREDENTIALS", (await thief).Code);
        Assert.Null((await server.SignInAsync("alice", Other)).Code);
        Assert.NotNull((await server.SignInAsync("alice", Stolen)).Code);
    }

    [Fact]
    public async Task Signing_out_ends_this_session_or_all()
    {
        var first = await server.SignUpAsync("alice");
        var second = (await server.SignInAsync("alice", SigningIn.Password)).Token("accessToken");
        var third = (await server.SignInAsync("alice", SigningIn.Password)).Token("accessToken");

        Assert.Equal(1, (int)(await server.MutateAsync(first.AccessToken, "signOut(input: {}) { signedOut { sessions } }")).Payload!["signedOut"]!["sessions"]!);
        Assert.Equal("dead good good", await server.StatesAsync(first.AccessToken, second, third));
        Assert.Equal("INVALID_REFRESH_TOKEN", (await server.RefreshAsync(first.RefreshToken)).Code);
        Assert.Equal(2, (int)(await server.MutateAsync(second, "signOut(input: { everywhere: true }) { signedOut { sessions } }")).Payload!["signedOut"]!["sessions"]!);
        Assert.False(await server.IsGoodAsync(third));
    }

    [Fact]
    public async Task Nothing_of_a_deactivated_account_is_good_again_when_it_is_reactivated()
    {
        var alice = await server.SignUpAsync("alice");
        var key = (await server.AddKeyAsync(alice, Core.Access.ApiScopes.TasksRead)).Secret;
        await server.DeactivateAsync(alice.UserId);
        Assert.Equal("INVALID_CREDENTIALS", (await server.SignInAsync("alice", SigningIn.Password)).Code);
        Assert.Equal("INVALID_REFRESH_TOKEN", (await server.RefreshAsync(alice.RefreshToken)).Code);

        await server.ReactivateAsync(alice.UserId);
        Assert.Equal("dead dead", await server.StatesAsync(alice.AccessToken, key));
        Assert.Equal("INVALID_REFRESH_TOKEN", (await server.RefreshAsync(alice.RefreshToken)).Code);
        Assert.Null((await server.SignInAsync("alice", SigningIn.Password)).Code);
    }

    [Fact]
    public async Task A_new_name_is_the_name_of_what_is_open_too()
    {
        var alice = await server.SignUpAsync("alice");
        await using var socket = await SocketClient.SignedInAsync(server, alice.AccessToken);
        Assert.Null((await server.MutateAsync(alice.AccessToken, "updateProfile(input: { username: \"alicia\" }) { errors { ... on Error { code } } }")).Code);
        await socket.SubscribeAsync("1", $"mutation {{ createTask(input: {{ title: \"new\", userId: {alice.UserId} }}) {{ task {{ changes {{ nodes {{ actor }} }} }} }} }}");

        var task = (await socket.ReadAsync())["payload"]!["data"]!["createTask"]!["task"]!;
        Assert.Equal("alicia", (string?)task["changes"]!["nodes"]![0]!["actor"]);
    }

    /// <summary>Hashes one password only when it is told to.</summary>
    private sealed class HeldHasher(string held) : IPasswordHasher<User>
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

        private readonly IPasswordHasher<User> own = TrackerServer.QuickHasher;
        private readonly TaskCompletionSource holding = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource told = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task IsHolding => holding.Task.WaitAsync(Patience);

        public void GoOn() => told.SetResult();

        public string HashPassword(User user, string password)
        {
            if (password == held)
            {
                holding.SetResult();
                Assert.True(told.Task.Wait(Patience));
            }

            return own.HashPassword(user, password);
        }

        public PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword) => own.VerifyHashedPassword(user, hashedPassword, providedPassword);
    }
}
