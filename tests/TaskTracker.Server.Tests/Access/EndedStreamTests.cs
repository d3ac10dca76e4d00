using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Access;
using TaskTracker.Core.Accounts;
using TaskTracker.Server.Tests.Faults;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Access;

/// <summary>A stream ends when its caller loses the right to it, whatever kind it is, and no other does.</summary>
[Collection(nameof(Alone))]
public sealed class EndedStreamTests(TrackerServer server) : IClassFixture<TrackerServer>
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(2);

    private static readonly string[] NotGood = ["4401 Unauthorized", "4401 Unauthorized", "next UNAUTHENTICATED, complete", "error UNAUTHENTICATED"];

    private static readonly string[] NotAllowed = ["4403 Forbidden", "4403 Forbidden", "next FORBIDDEN, complete", "error FORBIDDEN"];

    private static int people;

    [Fact]
    public async Task Streams_end_in_time_and_those_of_others_go_on_in_whatever_way_the_right_is_lost() => await LoseAsync(
        elsewhere: false,
        "the token expires",
        "the session signs out",
        "the user signs out everywhere in another session",
        "the refresh token is used a second time",
        "the password is changed in another session",
        "an administrator sets the password",
        "the key is revoked",
        "the key expires",
        "the user is deactivated",
        "the key's owner is deactivated",
        "the user's role is taken away",
        "the key's owner loses the role");

    [Fact]
    public async Task The_same_holds_when_it_happens_at_another_server_on_the_same_store() => await LoseAsync(
        elsewhere: true,
        "the session signs out",
        "the refresh token is used a second time",
        "the password is changed in another session",
        "the key is revoked",
        "the user is deactivated",
        "the user's role is taken away");

    [Fact]
    public async Task Streams_go_on_while_their_right_remains()
    {
        var member = await PersonAsync(server);
        var key = await server.AddKeyAsync(member, ApiScopes.TasksRead);
        var streams = await OpenStream.OpenAllAsync(server, member.AccessToken);
        await using var socket = await SocketClient.SignedInAsync(server, member.AccessToken);
        await server.SubscriptionsAsync(streams.Count);

        Assert.True((await At<RefreshSession>().ExecuteAsync(Actor.Anonymous(Origin.GraphQL, AnonymousAccess.None), member.RefreshToken, default)).Succeeded);
        Assert.True((await At<RevokeApiKey>().ExecuteAsync(Actor.Of(Origin.GraphQL, new(member.UserId, "", Role.Member, null, null)), key.Key.Id, default)).Succeeded);
        Assert.True((await At<ChangeRole>().ExecuteAsync(Actor.Operator, new(member.UserId, Role.Viewer), default)).Succeeded);
        // What is new is asked with the rights of now, also on a socket that was opened with others.
        await socket.SubscribeAsync("1", $"mutation {{ createTask(input: {{ title: \"new\", userId: {member.UserId} }}) {{ task {{ id }} }} }}");
        Assert.Equal("FORBIDDEN", (string?)(await socket.ReadAsync())["payload"]!["errors"]![0]!["extensions"]!["code"]);

        // Looked at by now: what the server notices next, it notices after that.
        await EndSomebodyAsync();
        await GoOnAsync(server, streams);
        foreach (var stream in streams)
        {
            await stream.DisposeAsync();
        }
    }

    [Fact]
    public async Task An_operation_on_an_open_socket_is_refused_as_soon_as_the_right_to_it_is_gone()
    {
        var somebody = await PersonAsync(server);
        await using var socket = await SocketClient.SignedInAsync(server, connectionParams: new { headers = new { authorization = somebody.AccessToken } });
        Assert.True((await At<DeactivateUser>().ExecuteAsync(Actor.Operator, new(somebody.UserId), default)).Succeeded);
        await socket.SubscribeAsync("1", "{ tasks { totalCount } }");

        // Nothing comes before it.
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(socket.ReadAsync);
        Assert.Contains("4401", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no token")]
    [InlineData("tt_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task A_socket_that_brings_a_credential_that_is_not_good_is_closed_whatever_anybody_may_do(string credential)
    {
        await using var byParameters = await SocketClient.OpenAsync(server);
        await byParameters.SendAsync($$$"""{"type":"connection_init","payload":{"authorization":"{{{credential}}}"}}""");
        Assert.Equal("4401 Unauthorized", await byParameters.ClosedAsync());

        var byHandshake = await Assert.ThrowsAsync<InvalidOperationException>(() => SocketClient.SignedInAsync(server, handshake: credential));
        Assert.Contains("4401", byHandshake.Message, StringComparison.Ordinal);
    }

    // Each way at a server of its own, or what ends one could be what another one did; and all at once, because a server takes up to a second to look.
    private static async Task LoseAsync(bool elsewhere, params string[] ways)
    {
        var losses = await Task.WhenAll(ways.Select(how => Loss.PrepareAsync(how, elsewhere)));

        var ends = await Task.WhenAll(losses.Select(loss => loss.TakeAsync()));

        Assert.All(ways.Zip(ends), end =>
        {
            Assert.Equal(end.First.Contains("role", StringComparison.Ordinal) ? NotAllowed : NotGood, end.Second.Told);
            Assert.InRange(end.Second.Time, TimeSpan.Zero, Bound);
        });
        await Task.WhenAll(losses.Select(loss => loss.EndAsync()));
    }

    private static async Task<Account> PersonAsync(TrackerServer server) => await server.SignUpAsync($"person-{Interlocked.Increment(ref people)}");

    private static async Task GoOnAsync(TrackerServer server, IReadOnlyList<OpenStream> streams)
    {
        await server.AddTaskAsync(1, "A change");
        await Task.WhenAll(streams.Select(stream => stream.NextAsync()));
    }

    private async Task EndSomebodyAsync()
    {
        var somebody = await PersonAsync(server);
        await using var socket = await SocketClient.SignedInAsync(server, somebody.AccessToken);
        Assert.True((await At<DeactivateUser>().ExecuteAsync(Actor.Operator, new(somebody.UserId), default)).Succeeded);
        Assert.Equal("4401 Unauthorized", await socket.ClosedAsync());
    }

    private T At<T>() where T : notnull => server.Services.GetRequiredService<T>();

    /// <summary>Somebody with streams open who is about to lose the right to them, and others who are not.</summary>
    private sealed class Loss
    {
        private readonly TrackerServer server = new();
        private TrackerServer? other;
        private LostRight right = null!;
        private IReadOnlyList<OpenStream> streams = [];
        private IReadOnlyList<OpenStream> others = [];

        public static async Task<Loss> PrepareAsync(string how, bool elsewhere)
        {
            var loss = new Loss();
            loss.other = elsewhere ? TrackerServer.With([], loss.server.Folder) : null;
            loss.right = await LostRight.OfAsync(loss.server, await PersonAsync(loss.server), how);
            // A key that has no end: the clock is everybody's.
            loss.others = await OpenStream.OpenAllAsync(loss.server, (await loss.server.AddKeyAsync(await PersonAsync(loss.server), ApiScopes.TasksRead)).Secret);
            loss.streams = await OpenStream.OpenAllAsync(loss.server, loss.right.Credential);
            await loss.server.SubscriptionsAsync(loss.streams.Count + loss.others.Count);
            return loss;
        }

        /// <summary>Takes it; what each stream was told, and in what time.</summary>
        public async Task<(string[] Told, TimeSpan Time)> TakeAsync()
        {
            var ends = Task.WhenAll(streams.Select(stream => stream.EndAsync()));
            await right.TakeAsync(other ?? server);
            var taken = Stopwatch.StartNew();
            return (await ends, taken.Elapsed);
        }

        public async Task EndAsync()
        {
            await GoOnAsync(server, others);
            foreach (var stream in streams.Concat(others))
            {
                await stream.DisposeAsync();
            }

            if (other is not null)
            {
                await other.DisposeAsync();
            }

            await server.DisposeAsync();
        }
    }
}
