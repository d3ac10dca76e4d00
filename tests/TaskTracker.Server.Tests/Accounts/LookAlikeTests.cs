using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Access;
using TaskTracker.Core.Data;
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
    public async Task Names_from_before_are_protected_where_they_are_in_ASCII_and_stay_as_they_are()
    {
        await using (var before = TrackerServer.With([], folder.Path))
        {
            using var session = await before.Services.GetRequiredService<TrackerDatabase>().ReadAsync(default);
            await session.Context.GetService<IMigrator>().MigrateAsync("20261126131216_RefreshTokenNext");
            await session.Context.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO users (id, username, username_key, email, email_key, created_at, version) VALUES
                  (1, {Latin}, 'COCO', 'a@example.com', 'A@EXAMPLE.COM', 0, 1), (2, {Cyrillic}, {Cyrillic.ToUpperInvariant()}, 'b@example.com', 'B@EXAMPLE.COM', 0, 1),
                  (3, 'pop', 'POP', 'c@example.com', 'C@EXAMPLE.COM', 0, 1);
                """);
        }

        await using var now = TrackerServer.With([], folder.Path);
        Assert.Equal(422, (await now.SendAsync("POST", "/users/", """{"username":"\u0440\u043e\u0440","email":"x@example.com"}""")).Status);
        var administrator = await now.SignUpAsync("administrator", Role.Admin);
        var changed = await now.MutateAsync(
            administrator.AccessToken, $"updateUser(input: {{ id: 2, username: \"{Cyrillic}\", email: \"d@example.com\" }}) {{ user {{ email }} errors {{ ... on Error {{ code }} }} }}");
        Assert.Equal((null, "d@example.com"), (changed.Code, (string?)changed.Payload!["user"]!["email"]));
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
