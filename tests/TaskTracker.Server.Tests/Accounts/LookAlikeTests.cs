using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Access;
using TaskTracker.Core.Transfer;
using TaskTracker.Core.Users;
using TaskTracker.Server.Tests.Hosting;
using TaskTracker.Server.Tests.Rest;

namespace TaskTracker.Server.Tests.Accounts;

/// <summary>Names that look like somebody else's, in another alphabet or with other spaces.</summary>
public sealed class LookAlikeTests : IDisposable
{
    private const string Latin = "coco";

    /// <summary>The same in Cyrillic letters.</summary>
    private const string Cyrillic = "\u0441\u043E\u0441\u043E";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(Latin, Cyrillic)]
    [InlineData(Cyrillic, Latin)]
    [InlineData(Latin, "coco ")]
    public async Task A_name_that_looks_like_somebodys_is_taken(string first, string second)
    {
        await using var server = new TrackerServer();
        var owner = await server.SignUpAsync(first);

        Assert.Equal("DUPLICATE_USERNAME", (await server.MutateAsync(
            null, $"signUp(input: {{ username: \"{second}\", email: \"x@example.com\", password: \"{SigningIn.Password}\" }}) {{ errors {{ ... on Error {{ code }} }} }}")).Code);
        Assert.Equal("DUPLICATE_USERNAME", (await server.MutateAsync(
            null, $"createUser(input: {{ username: \"{second}\", email: \"x@example.com\" }}) {{ errors {{ ... on Error {{ code }} }} }}")).Code);
        Assert.Equal(422, (await server.SendAsync("POST", "/users/", $$"""{"username":"{{second}}","email":"x@example.com"}""")).Status);

        var other = await server.SignUpAsync("other");
        Assert.Equal("DUPLICATE_USERNAME", (await RenameAsync(server, other, second)).Code);
        // Whose look it is may write it as they like.
        Assert.Null((await RenameAsync(server, owner, second)).Code);
    }

    [Fact]
    public async Task An_import_takes_over_two_who_look_alike()
    {
        await using var server = TrackerServer.With([], folder.Path);
        var import = server.Services.GetRequiredService<ImportUsers>();
        User[] users = [new() { Id = 1, Username = Latin, Email = "a@example.com", Version = 1 }, new() { Id = 2, Username = Cyrillic, Email = "b@example.com", Version = 1 }];
        for (var round = 0; round < 2; round++)
        {
            var wanted = round == 0 ? ImportOutcomeKind.Added : ImportOutcomeKind.AlreadyHere;
            var outcomes = await import.ExecuteAsync(Actor.Operator, users, stopAtRefusal: false, default);
            Assert.All(outcomes.Value!, outcome => Assert.Equal(wanted, outcome.Kind));
        }

        // One after the other, too.
        foreach (var (id, username) in new[] { (3, Latin + "o"), (4, Cyrillic + "\u043E") })
        {
            var one = new User { Id = id, Username = username, Email = $"{id}@example.com", Version = 1 };
            Assert.Equal(ImportOutcomeKind.Added, (await import.ExecuteAsync(Actor.Operator, [one], stopAtRefusal: false, default)).Value![0].Kind);
        }
    }

    private static Task<AccountCalls.Outcome> RenameAsync(TrackerServer server, Account account, string username) => server.MutateAsync(
        account.AccessToken, $"updateProfile(input: {{ username: \"{username}\" }}) {{ errors {{ ... on Error {{ code }} }} }}");
}
