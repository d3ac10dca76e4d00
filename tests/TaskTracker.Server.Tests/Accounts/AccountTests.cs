using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Access;
using TaskTracker.Core.Accounts;
using TaskTracker.Core.Data;
using TaskTracker.Server.Tests.Hosting;
using TaskTracker.Server.Tests.Rest;

namespace TaskTracker.Server.Tests.Accounts;

/// <summary>Who gets an account, and who administers them.</summary>
public sealed class AccountTests : IAsyncDisposable
{
    private const string Other = "five other unrelated words";

    private readonly TrackerServer server = new();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("1234567")]
    [InlineData("password")]
    [InlineData("Password1!")]
    [InlineData("PASSWORD123")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("abcdefgh")]
    [InlineData("87654321")]
    [InlineData("alice-in-w")]
    [InlineData("alice-in-w1")]
    [InlineData("Wonder@Example.com")]
    public async Task A_password_that_is_tried_first_is_refused(string password) => Assert.Equal(
        "INVALID_INPUT",
        (await server.MutateAsync(null, $"signUp(input: {{ username: \"alice-in-w\", email: \"wonder@example.com\", password: \"{password}\" }}) {{ errors {{ ... on Error {{ code }} }} }}")).Code);

    [Fact]
    public async Task Passwords_have_up_to_128_characters_of_any_kind()
    {
        var longest = string.Concat(Enumerable.Repeat("🚀 é日", 32));
        Assert.Null((await SignUpAsync("alice", "alice@example.com", longest)).Code);
        Assert.Null((await server.SignInAsync("alice", longest)).Code);
        Assert.Equal("INVALID_INPUT", (await SignUpAsync("bob", "bob@example.com", longest + "x")).Code);
    }

    [Fact]
    public async Task Whoever_signs_up_first_is_a_member_too()
    {
        var signedUp = await server.MutateAsync(
            null, $"signUp(input: {{ username: \"alice\", email: \"alice@example.com\", password: \"{Other}\" }}) {{ session {{ accessToken }} }}");

        var viewer = (await server.AskAsync(signedUp.Token("accessToken"), "{ viewer { role } }"))["data"]!["viewer"]!;
        Assert.Equal("MEMBER", (string?)viewer["role"]);
    }

    [Fact]
    public async Task Nobody_signs_up_as_a_user_whom_a_legacy_client_made()
    {
        var made = await server.SendAsync("POST", "/users/", """{"username":"bob","email":"bob@example.com"}""");
        Assert.Equal("DUPLICATE_USERNAME", (await SignUpAsync("BOB", "other@example.com", Other)).Code);
        Assert.Equal("DUPLICATE_EMAIL", (await SignUpAsync("other", "Bob@Example.com", Other)).Code);
        Assert.Equal("INVALID_CREDENTIALS", (await server.SignInAsync("bob", Other)).Code);

        // Only an administrator says who they are.
        await server.SetPasswordAsync((int)made.Json["id"]!, Other);
        Assert.Null((await server.SignInAsync("bob", Other)).Code);
    }

    [Fact]
    public async Task Signing_up_can_be_closed_and_is_in_production()
    {
        await using var closed = TrackerServer.With(new() { ["Accounts:SignUp"] = "Closed" });
        Assert.Equal(
            "SIGN_UP_CLOSED",
            (await closed.MutateAsync(null, "signUp(input: { username: \"alice\", email: \"a@example.com\", password: \"four unrelated words\" }) { errors { ... on Error { code } } }")).Code);
    }

    [Fact]
    public async Task The_last_administrator_who_can_sign_in_stays_one()
    {
        var admin = await server.SignUpAsync("admin", Role.Admin);
        // Neither of them could administer anything.
        await server.AdministerAsync<ChangeRole>(async it => await it.ExecuteAsync(Actor.Operator, new((await server.AddUserAsync("passwordless")).Id, Role.Admin), default));
        var deactivated = await server.SignUpAsync("deactivated", Role.Admin);
        await server.DeactivateAsync(deactivated.UserId);

        Assert.Equal("LAST_ADMINISTRATOR", (await server.MutateAsync(admin.AccessToken, $"changeUserRole(input: {{ id: {admin.UserId}, role: MEMBER }}) {{ errors {{ ... on Error {{ code }} }} }}")).Code);
        Assert.Equal("LAST_ADMINISTRATOR", (await server.MutateAsync(admin.AccessToken, $"deactivateUser(input: {{ id: {admin.UserId} }}) {{ errors {{ ... on Error {{ code }} }} }}")).Code);
    }

    [Fact]
    public async Task Two_administrators_who_demote_each_other_leave_one_also_through_two_servers()
    {
        await using var other = TrackerServer.With([], server.Folder);
        for (var i = 0; i < 5; i++)
        {
            var (one, two) = (await server.SignUpAsync($"one-{i}", Role.Admin), await server.SignUpAsync($"two-{i}", Role.Admin));
            var demoted = await Task.WhenAll(
                server.Services.GetRequiredService<ChangeRole>().ExecuteAsync(Actor.Operator, new(two.UserId, Role.Member), default),
                other.Services.GetRequiredService<ChangeRole>().ExecuteAsync(Actor.Operator, new(one.UserId, Role.Member), default));

            Assert.Single(demoted, result => result.Succeeded);
            using var read = await server.Services.GetRequiredService<TrackerDatabase>().ReadAsync(default);
            var left = await read.Context.Users.SingleAsync(u => u.Role == Role.Admin);
            await server.AdministerAsync<SetPassword>(it => it.ExecuteAsync(Actor.Operator, new(left.Id, Other), default));
            await MakeMemberAsync(left.Id);
        }
    }

    [Fact]
    public async Task The_first_administrator_comes_from_the_settings_and_is_made_once()
    {
        Dictionary<string, string> settings = new()
        {
            ["Accounts:AdministratorUsername"] = "root",
            ["Accounts:AdministratorEmail"] = "root@example.com",
            ["Accounts:AdministratorPassword"] = Other,
        };
        using var folder = new TemporaryFolder();
        await using (var first = TrackerServer.With(settings, folder.Path))
        {
            var session = await first.SignInAsync("root", Other);
            Assert.Equal("ADMIN", (string?)(await first.AskAsync(session.Token("accessToken"), "{ viewer { role } }"))["data"]!["viewer"]!["role"]);
            Assert.Null((await first.ChangePasswordAsync(session.Token("accessToken"), Other, "six words of their own choice")).Code);
        }

        // The settings do not set it back.
        await using var second = TrackerServer.With(settings, folder.Path);
        Assert.Null((await second.SignInAsync("root", "six words of their own choice")).Code);
    }

    [Theory]
    [InlineData("root", "root", "User 1 has the name of Accounts:AdministratorUsername and is no administrator")]
    [InlineData("\u0441\u043E\u0441\u043E", "coco", "Somebody has a name that looks like Accounts:AdministratorUsername")]
    public async Task The_operator_is_told_when_the_administrator_of_the_settings_is_somebody_else(string taken, string username, string warning)
    {
        using var folder = new TemporaryFolder();
        await using (var before = TrackerServer.With([], folder.Path))
        {
            await before.AddUserAsync(taken);
        }

        using var server = TrackerProcess.Start(
            "--urls", "http://127.0.0.1:0", folder.Setting,
            $"--Accounts:AdministratorUsername={username}", "--Accounts:AdministratorEmail=boss@example.com", $"--Accounts:AdministratorPassword={Other}");
        await server.LineWithAsync(warning);
    }

    [Fact]
    public async Task The_profile_is_read_and_changed_over_rest()
    {
        var alice = await server.SignUpAsync("alice");
        server.Client.DefaultRequestHeaders.Authorization = new("Bearer", alice.AccessToken);

        Assert.Equal("""{"id":1,"username":"alice","email":"alice@example.com","role":"MEMBER"}""", (await server.GetAsync("/users/me")).Body);
        Assert.Equal("""{"id":1,"username":"alice","email":"alice@new.example","role":"MEMBER"}""", (await server.SendAsync("PATCH", "/users/me", """{"email":"alice@NEW.example"}""")).Body);
        Assert.Equal("string_too_short body.username String should have at least 3 characters", (await server.SendAsync("PATCH", "/users/me", """{"username":"al"}""")).Error);
    }

    [Theory]
    [InlineData("PATCH", "If-Match", "\"1\"", 200)]
    [InlineData("PATCH", "If-Match", "*", 200)]
    [InlineData("PATCH", "If-Match", "\"999\"", 412)]
    [InlineData("PATCH", "If-Match", "999", 400)]
    [InlineData("GET", "If-None-Match", "\"1\"", 304)]
    [InlineData("GET", "If-None-Match", "\"2\"", 200)]
    public async Task The_profile_has_a_tag_and_heeds_the_conditions_on_it(string method, string header, string value, int status)
    {
        var alice = await server.SignUpAsync("alice");
        server.Client.DefaultRequestHeaders.Authorization = new("Bearer", alice.AccessToken);
        Assert.True(server.Client.DefaultRequestHeaders.TryAddWithoutValidation(header, value));

        var answer = await server.SendAsync(method, "/users/me", method == "PATCH" ? """{"email":"alice@new.example"}""" : null);

        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 400 ? null : method == "PATCH" && status == 200 ? "\"2\"" : "\"1\"", answer.Message.Headers.ETag?.ToString());
        if (status == 412)
        {
            Assert.Equal(
                """{"detail":"User 1 has changed: the version is 1 by now. Look at what has changed, and try again with that version.","code":"VERSION_CONFLICT","user":{"id":1,"username":"alice","email":"alice@example.com","role":"MEMBER"}}""",
                answer.Body);
        }
    }

    [Fact]
    public async Task A_token_is_got_over_rest_as_oauth2_clients_get_it()
    {
        await server.SignUpAsync("alice");
        var form = "application/x-www-form-urlencoded";
        var granted = await server.SendAsync("POST", "/token", "grant_type=password&username=alice&password=four+unrelated+words&scope=", form);
        Assert.Equal(["access_token", "token_type", "expires_in", "refresh_token"], granted.Json.AsObject().Select(member => member.Key));
        Assert.Equal("no-store", granted.Message.Headers.CacheControl!.ToString());
        Assert.True(await server.IsGoodAsync((string)granted.Json["access_token"]!));

        var refreshed = await server.SendAsync("POST", "/token/refresh", $"grant_type=refresh_token&refresh_token={granted.Json["refresh_token"]}", form);
        Assert.True(await server.IsGoodAsync((string)refreshed.Json["access_token"]!));
        var wrong = await server.SendAsync("POST", "/token", "username=alice&password=not+the+password", form);
        Assert.Equal((401, """{"detail":"Incorrect username or password"}"""), (wrong.Status, wrong.Body));
        Assert.Equal("Bearer", wrong.Message.Headers.WwwAuthenticate.ToString());
    }

    private Task<AccountCalls.Outcome> SignUpAsync(string username, string email, string password) => server.MutateAsync(
        null, $"signUp(input: {{ username: \"{username}\", email: \"{email}\", password: \"{password}\" }}) {{ errors {{ ... on Error {{ code }} }} }}");

    // Past the rule that one must be left.
    private async Task MakeMemberAsync(int id) => await server.Services.GetRequiredService<TrackerDatabase>().WriteAsync<object>(
        Actor.Operator,
        async context =>
        {
            await context.Users.Where(u => u.Id == id).ExecuteUpdateAsync(row => row.SetProperty(u => u.Role, Role.Member));
            return new object();
        },
        default);
}
