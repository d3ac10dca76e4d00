using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Access;
using TaskTracker.Core.Accounts;
using TaskTracker.Server.Tests.Faults;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Access;

/// <summary>A stream ends when its caller loses the right to it, whatever kind it is, and no other does.</summary>
[Collection(nameof(Alone))]
public sealed class EndedStreamTests(EndedStreamTests.Servers servers) : IClassFixture<EndedStreamTests.Servers>
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(2);

    private static readonly string[] NotGood = ["4401 Unauthorized", "4401 Unauthorized", "next UNAUTHENTICATED, complete", "error UNAUTHENTICATED"];

    private static readonly string[] NotAllowed = ["4403 Forbidden", "4403 Forbidden", "next FORBIDDEN, complete", "error FORBIDDEN"];

    private static int people;

    private readonly TrackerServer server = servers.One;

    [Theory]
    [InlineData("the token expires")]
    [InlineData("the session signs out")]
    [InlineData("the user signs out everywhere in another session")]
    [InlineData("the refresh token is used a second time")]
    [InlineData("the password is changed in another session")]
    [InlineData("an administrator sets the password")]
    [InlineData("the key is revoked")]
    [InlineData("the key expires")]
    [InlineData("the user is deactivated")]
    [InlineData("the key's owner is deactivated")]
    [InlineData("the user's role is taken away")]
    [InlineData("the key's owner loses the role")]
    public async Task Streams_end_in_time_and_those_of_others_go_on_when(string how) => await TakeAsync(how, server);

    [Theory]
    [InlineData("the session signs out")]
    [InlineData("the refresh token is used a second time")]
    [InlineData("the password is changed in another session")]
    [InlineData("the key is revoked")]
    [InlineData("the user is deactivated")]
    [InlineData("the user's role is taken away")]
    public async Task The_same_holds_when_it_happens_at_another_server_on_the_same_store(string how) => await TakeAsync(how, servers.Other);

    [Fact]
    public async Task Streams_go_on_while_their_right_remains()
    {
        var member = await PersonAsync();
        var key = await server.AddKeyAsync(member, ApiScopes.TasksRead);
        var streams = await OpenAllAsync(member.AccessToken);
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
        await GoOnAsync(streams);
        await DisposeAsync(streams);
    }

    [Fact]
    public async Task An_operation_on_an_open_socket_is_refused_as_soon_as_the_right_to_it_is_gone()
    {
        var somebody = await PersonAsync();
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

    private async Task TakeAsync(string how, TrackerServer at)
    {
        var lost = await LostRight.OfAsync(server, await PersonAsync(), how);
        // A key that has no end: the clock is everybody's.
        var others = await OpenAllAsync((await server.AddKeyAsync(await PersonAsync(), ApiScopes.TasksRead)).Secret);
        var streams = await OpenAllAsync(lost.Credential);
        await server.SubscriptionsAsync(streams.Count + others.Count);

        var ends = Task.WhenAll(streams.Select(stream => stream.EndAsync()));
        await lost.TakeAsync(at);
        var taken = Stopwatch.StartNew();
        var told = await ends;

        Assert.InRange(taken.Elapsed, TimeSpan.Zero, Bound);
        Assert.Equal(how.Contains("role", StringComparison.Ordinal) ? NotAllowed : NotGood, told);
        await GoOnAsync(others);
        await DisposeAsync([.. streams, .. others]);
    }

    private async Task<Account> PersonAsync() => await server.SignUpAsync($"person-{++people}");

    private async Task<IReadOnlyList<OpenStream>> OpenAllAsync(string credential) => await OpenStream.OpenAllAsync(server, credential);

    private async Task EndSomebodyAsync()
    {
        var somebody = await PersonAsync();
        await using var socket = await SocketClient.SignedInAsync(server, somebody.AccessToken);
        Assert.True((await At<DeactivateUser>().ExecuteAsync(Actor.Operator, new(somebody.UserId), default)).Succeeded);
        Assert.Equal("4401 Unauthorized", await socket.ClosedAsync());
    }

    private async Task GoOnAsync(IReadOnlyList<OpenStream> streams)
    {
        await server.AddTaskAsync(1, "A change");
        await Task.WhenAll(streams.Select(stream => stream.NextAsync()));
    }

    private async Task DisposeAsync(IReadOnlyList<OpenStream> streams)
    {
        foreach (var stream in streams)
        {
            await stream.DisposeAsync();
        }

        await server.SubscriptionsAsync(0);
    }

    private T At<T>() where T : notnull => server.Services.GetRequiredService<T>();

    /// <summary>Two servers on one store.</summary>
    public sealed class Servers : IAsyncLifetime
    {
        public TrackerServer One { get; } = new();

        public TrackerServer Other { get; private set; } = null!;

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
