using System.Net;
using TaskTracker.Server.Tests.Accounts;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Replicas;

/// <summary>What a client may ask for, it may ask of all servers together.</summary>
public sealed class SharedLimitsTests : IAsyncLifetime
{
    private const int Requests = 200;
    private const int SignIns = 4;

    private readonly TemporaryFolder folder = new();
    private TrackerServer[] servers = [];

    public async Task InitializeAsync()
    {
        var settings = new Dictionary<string, string>
        {
            ["RateLimits:RequestsPerAddress"] = $"{Requests}",
            ["RateLimits:SignInsPerAccount"] = $"{SignIns}",
            // Instead of this machine.
            ["RateLimits:Exempt:0"] = "192.0.2.1",
        };
        servers = [TrackerServer.With(settings, folder.Path), TrackerServer.With(settings, folder.Path)];
        await servers[0].SignUpAsync("alice");
    }

    public async Task DisposeAsync()
    {
        foreach (var server in servers)
        {
            await server.DisposeAsync();
        }

        folder.Dispose();
    }

    [Fact]
    public async Task Guesses_at_a_password_count_wherever_they_are_made()
    {
        var codes = new List<string?>();
        for (var i = 0; i < SignIns + 2; i++)
        {
            codes.Add((await servers[i % 2].SignInAsync("alice", "not the password")).Code);
        }

        Assert.Equal([.. Enumerable.Repeat("INVALID_CREDENTIALS", SignIns), "TOO_MANY_ATTEMPTS", "TOO_MANY_ATTEMPTS"], codes);
    }

    [Fact]
    public async Task Who_knows_the_password_begins_to_count_anew_wherever_they_sign_in()
    {
        for (var i = 0; i < 3 * SignIns; i++)
        {
            Assert.Equal((i % SignIns) == SignIns - 1 ? null : "INVALID_CREDENTIALS", (await servers[i % 2].SignInAsync("alice", (i % SignIns) == SignIns - 1 ? SigningIn.Password : "not the password")).Code);
        }
    }

    [Fact]
    public async Task What_was_asked_of_one_server_is_soon_missing_at_the_other()
    {
        for (var i = 0; i < Requests; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await AskAsync(servers[0]));
        }

        // By itself the other would answer as many again.
        var answered = 0;
        await Polling.UntilAsync(async () => await AskAsync(servers[1]) == HttpStatusCode.TooManyRequests || ++answered >= Requests ? this : null);
        Assert.InRange(answered, 0, Requests - 1);
    }

    private static async Task<HttpStatusCode> AskAsync(TrackerServer server)
    {
        using var answer = await server.Client.GetAsync("/users/1");
        return answer.StatusCode;
    }
}
