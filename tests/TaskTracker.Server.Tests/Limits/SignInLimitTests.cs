using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TaskTracker.Server.Tests.Hosting;
using TaskTracker.Server.Tests.Telemetry;

namespace TaskTracker.Server.Tests.Limits;

/// <summary>Guessing at passwords is counted guess by guess, however the guesses are packed and through whichever door they come.</summary>
public sealed class SignInLimitTests
{
    private const string Wrong = "INVALID_CREDENTIALS";
    private const string TooMany = "TOO_MANY_ATTEMPTS";

    [Fact]
    public async Task Aliases_make_no_more_guesses()
    {
        await using var server = Small();
        await server.SignUpAsync("alice");

        Assert.Equal([Wrong, Wrong, Wrong, TooMany, TooMany, TooMany], await GuessAsync(server, [.. Enumerable.Repeat("alice", 6)]));
    }

    [Fact]
    public async Task Batches_make_no_more_guesses()
    {
        await using var server = Small();
        await server.SignUpAsync("alice");
        using var answer = await server.Client.PostAsJsonAsync("/graphql", Enumerable.Repeat(new { query = Mutation(["alice", "alice"]) }, 3));
        var results = (await answer.Content.ReadFromJsonAsync<JsonArray>())!;

        Assert.Equal([Wrong, Wrong, Wrong, TooMany, TooMany, TooMany], results.SelectMany(CodesOf));
    }

    [Fact]
    public async Task Every_door_counts_the_same_guesses()
    {
        await using var server = Small();
        await server.SignUpAsync("alice");
        await using var socket = await SocketClient.InitialisedAsync(server);

        Assert.Equal([Wrong], await GuessAsync(server, ["alice"]));
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostTokenAsync(server, "alice", "a wrong password")).StatusCode);
        await socket.SubscribeAsync("1", Mutation(["alice"]));
        Assert.Equal([Wrong], CodesOf((await socket.ReadToEndAsync("1"))[0]["payload"]));

        using var refused = await PostTokenAsync(server, "alice", SigningIn.Password);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5));
        Assert.Equal([TooMany], await GuessAsync(server, ["alice"]));
        await socket.SubscribeAsync("2", Mutation(["alice"]));
        Assert.Equal([TooMany], CodesOf((await socket.ReadToEndAsync("2"))[0]["payload"]));
        Assert.Equal(3, (await Metrics.ReadAsync(server.Client)).Sum("tasktracker_refusals_total", $"code=\"{TooMany}\""));
    }

    [Theory]
    [InlineData("alice", "ALICE", "ａｌｉｃｅ", "Alice")]
    [InlineData("alice@example.com", "Alice@Example.com", "Alice A <alice@example.com>", "\"Her\" <alice@example.com>")]
    public async Task Another_way_to_write_a_name_is_no_further_account(params string[] ways)
    {
        await using var server = Small();
        await server.SignUpAsync("alice");

        Assert.Equal([Wrong, Wrong, Wrong, TooMany], await GuessAsync(server, ways));
    }

    [Fact]
    public async Task It_makes_no_difference_whether_there_is_such_an_account()
    {
        await using var server = Small();

        Assert.Equal([Wrong, Wrong, Wrong, TooMany], await GuessAsync(server, [.. Enumerable.Repeat("nobody", 4)]));
        Assert.Equal([Wrong, Wrong, Wrong, TooMany], await GuessAsync(server, [.. Enumerable.Repeat("Nobody <nobody@example.com>", 4)]));
    }

    [Fact]
    public async Task Guessing_at_many_accounts_is_counted_too()
    {
        await using var server = TrackerServer.With(new() { ["RateLimits:SignInsPerAddress"] = "3" });

        Assert.Equal([Wrong, Wrong, Wrong, TooMany, TooMany], await GuessAsync(server, ["one", "two", "three", "four", "five"]));
    }

    [Fact]
    public async Task Nobody_keeps_an_owner_out_by_guessing()
    {
        await using var server = Small();
        await server.SignUpAsync("alice");
        foreach (var attacker in (string[])["203.0.113.1", "203.0.113.2", "2001:db8::1"])
        {
            Assert.Equal([Wrong, Wrong, Wrong, TooMany], await GuessAsync(server, [.. Enumerable.Repeat("alice", 4)], attacker));
        }

        Assert.Equal(HttpStatusCode.OK, (await PostTokenAsync(server, "alice", SigningIn.Password, "203.0.113.9")).StatusCode);
        // The attackers are still refused, now with the right password too.
        Assert.Equal(HttpStatusCode.TooManyRequests, (await PostTokenAsync(server, "alice", SigningIn.Password, "203.0.113.1")).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await PostTokenAsync(server, "alice", SigningIn.Password, "2001:db8::2")).StatusCode);
    }

    [Fact]
    public async Task An_owner_who_mistyped_begins_anew_once_they_are_in()
    {
        await using var server = Small();
        await server.SignUpAsync("alice");
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal([Wrong, Wrong], await GuessAsync(server, ["alice", "alice"]));
            Assert.Equal(HttpStatusCode.OK, (await PostTokenAsync(server, "alice", SigningIn.Password)).StatusCode);
        }
    }

    [Fact]
    public async Task Signing_up_is_counted_per_attempt_too()
    {
        await using var server = TrackerServer.With(new() { ["RateLimits:SignUpsPerAddress"] = "2" });
        var attempts = Enumerable.Range(1, 4).Select(i => $"a{i}: signUp(input: {{ username: \"new-{i}\", email: \"new{i}@example.com\", password: \"{SigningIn.Password}\" }}) {{ errors {{ ... on Error {{ code }} }} }}");

        Assert.Equal([null, null, TooMany, TooMany], CodesOf(await server.AskAsync($"mutation {{ {string.Join(' ', attempts)} }}")));
    }

    [Fact]
    public async Task The_server_s_own_machine_is_not_exempt()
    {
        await using var server = TrackerServer.With(new() { ["RateLimits:SignInsPerAccount"] = "1" });

        Assert.Equal([Wrong, TooMany], await GuessAsync(server, ["alice", "alice"]));
    }

    /// <summary>Three guesses, and a test comes from any address it likes.</summary>
    private static TrackerServer Small() => TrackerServer.With(new() { ["RateLimits:SignInsPerAccount"] = "3", ["Proxy:Trusted:0"] = "127.0.0.1" });

    private static async Task<IEnumerable<string?>> GuessAsync(TrackerServer server, string[] names, string? address = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query = Mutation(names) }) };
        if (address is not null)
        {
            request.Headers.Add("X-Forwarded-For", address);
        }

        using var answer = await server.Client.SendAsync(request);
        return CodesOf(await answer.Content.ReadFromJsonAsync<JsonNode>());
    }

    private static string Mutation(string[] names) => $"mutation {{ {string.Join(' ', names.Select((name, i) =>
        $"a{i}: signIn(input: {{ username: {JsonValue.Create(name).ToJsonString()}, password: \"a wrong password\" }}) {{ errors {{ ... on Error {{ code }} }} }}"))} }}";

    private static IEnumerable<string?> CodesOf(JsonNode? result) =>
        result!["data"]!.AsObject().Select(field => (string?)field.Value!["errors"]?[0]!["code"]);

    private static Task<HttpResponseMessage> PostTokenAsync(TrackerServer server, string username, string password, string? address = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/token") { Content = new FormUrlEncodedContent([new("username", username), new("password", password)]) };
        if (address is not null)
        {
            request.Headers.Add("X-Forwarded-For", address);
        }

        return server.Client.SendAsync(request);
    }
}
