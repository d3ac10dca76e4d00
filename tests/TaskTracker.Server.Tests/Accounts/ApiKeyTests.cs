using TaskTracker.Core.Access;
using TaskTracker.Core.Accounts;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Accounts;

/// <summary>Keys with which programs act for their owner.</summary>
public sealed class ApiKeyTests : IAsyncDisposable
{
    private const string Fields = "id name start scopes createdAt expiresAt lastUsedAt revokedAt";

    private readonly TrackerServer server = new();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_key_is_shown_once_and_listed_by_its_beginning()
    {
        var alice = await server.SignUpAsync("alice");
        var made = await server.MutateAsync(
            alice.AccessToken, $"createApiKey(input: {{ name: \"build\", scopes: [TASKS_READ, TASKS_WRITE] }}) {{ newApiKey {{ secret apiKey {{ {Fields} }} }} }}");
        var secret = (string)made.Payload!["newApiKey"]!["secret"]!;

        Assert.Matches("^tt_[A-Za-z0-9_-]{43}$", secret);
        var listed = (await server.AskAsync(alice.AccessToken, $"{{ viewer {{ apiKeys {{ {Fields} }} }} }}"))["data"]!["viewer"]!["apiKeys"]![0]!;
        GraphQLOverHttp.AssertJson(
            $$"""{"id":"1","name":"build","start":"{{secret[..8]}}","scopes":["TASKS_READ","TASKS_WRITE"],"createdAt":"2026-05-01T12:00:00Z","expiresAt":null,"lastUsedAt":null,"revokedAt":null}""",
            listed);
    }

    [Fact]
    public async Task The_last_use_of_a_key_is_noted_to_the_minute()
    {
        var alice = await server.SignUpAsync("alice");
        var key = (await server.AddKeyAsync(alice, ApiScopes.TasksRead)).Secret;
        server.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.True(await server.IsGoodAsync(key));

        await Polling.UntilAsync(async () =>
            (string?)(await server.AskAsync(alice.AccessToken, "{ viewer { apiKeys { lastUsedAt } } }"))["data"]!["viewer"]!["apiKeys"]![0]!["lastUsedAt"]);
    }

    [Fact]
    public async Task A_key_ends_when_it_says_and_when_its_owner_says()
    {
        var alice = await server.SignUpAsync("alice");
        var until = server.Clock.GetUtcNow().UtcDateTime.AddDays(1);
        var (ends, revoked) = (await server.AddKeyAsync(alice, ApiScopes.TasksRead, until), await server.AddKeyAsync(alice, ApiScopes.TasksRead));
        Assert.Equal("good good", await server.StatesAsync(ends.Secret, revoked.Secret));

        Assert.Null((await server.MutateAsync(alice.AccessToken, $"revokeApiKey(input: {{ id: {revoked.Key.Id} }}) {{ errors {{ ... on Error {{ code }} }} }}")).Code);
        server.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("dead dead", await server.StatesAsync(ends.Secret, revoked.Secret));
    }

    [Fact]
    public async Task Somebody_elses_key_is_not_there()
    {
        var (alice, bob) = (await server.SignUpAsync("alice"), await server.SignUpAsync("bob", Role.Admin));
        var key = await server.AddKeyAsync(alice, ApiScopes.TasksRead);

        Assert.Equal("API_KEY_NOT_FOUND", (await server.MutateAsync(bob.AccessToken, $"revokeApiKey(input: {{ id: {key.Key.Id} }}) {{ errors {{ ... on Error {{ code }} }} }}")).Code);
        Assert.True(await server.IsGoodAsync(key.Secret));
    }

    [Theory]
    [InlineData("99999999999")]
    [InlineData("\"VXNlcjox\"")]
    [InlineData("0")]
    public async Task A_key_that_is_not_there_is_named_as_the_caller_wrote_it(string id)
    {
        var answer = await server.AskAsync(
            (await server.SignUpAsync("alice")).AccessToken, $"mutation {{ revokeApiKey(input: {{ id: {id} }}) {{ errors {{ ... on Error {{ message }} }} }} }}");

        Assert.Equal($"API key {id.Trim('"')} was not found.", (string?)answer["data"]!["revokeApiKey"]!["errors"]![0]!["message"]);
    }

    [Theory]
    [InlineData("name: \"\", scopes: [TASKS_READ]", "INVALID_INPUT")]
    [InlineData("name: \"key\", scopes: []", "INVALID_INPUT")]
    [InlineData("name: \"key\", scopes: [TASKS_READ], expiresAt: \"2026-05-01T12:00:00Z\"", "INVALID_INPUT")]
    public async Task A_key_that_makes_no_sense_is_refused(string input, string code)
    {
        var alice = await server.SignUpAsync("alice");

        Assert.Equal(code, (await server.MutateAsync(alice.AccessToken, $"createApiKey(input: {{ {input} }}) {{ errors {{ ... on Error {{ code }} }} }}")).Code);
    }

    [Fact]
    public async Task Nobody_has_more_than_fifty_good_keys()
    {
        var alice = await server.SignUpAsync("alice");
        for (var i = 0; i < ApiKey.MaximumPerUser; i++)
        {
            await server.AddKeyAsync(alice, ApiScopes.TasksRead);
        }

        const string one = "createApiKey(input: { name: \"one more\", scopes: [TASKS_READ] }) { errors { ... on Error { code } } }";
        Assert.Equal("TOO_MANY_API_KEYS", (await server.MutateAsync(alice.AccessToken, one)).Code);
        Assert.Null((await server.MutateAsync(alice.AccessToken, "revokeApiKey(input: { id: 1 }) { errors { ... on Error { code } } }")).Code);
        Assert.Null((await server.MutateAsync(alice.AccessToken, one)).Code);
    }

    [Fact]
    public async Task A_key_follows_its_owners_role()
    {
        var alice = await server.SignUpAsync("alice");
        var key = (await server.AddKeyAsync(alice, ApiScopes.TasksWrite)).Secret;
        var create = $"createTask(input: {{ title: \"new\", userId: {alice.UserId} }}) {{ errors {{ ... on Error {{ code }} }} }}";
        Assert.Null((await server.MutateAsync(key, create)).Code);

        await server.AdministerAsync<ChangeRole>(it => it.ExecuteAsync(Actor.Operator, new(alice.UserId, Role.Viewer), default));
        Assert.Equal("FORBIDDEN", (await server.MutateAsync(key, create)).Code);
        Assert.True(await server.IsGoodAsync(key));
    }
}
