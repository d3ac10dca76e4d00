using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Access;
using TaskTracker.Core.Data;
using TaskTracker.Server.Tests.Hosting;
using TaskTracker.Server.Tests.Rest;

namespace TaskTracker.Server.Tests.Accounts;

/// <summary>Names in a store of SQLite's that an earlier version made, which kept no looks of names.</summary>
public sealed class EarlierNamesTests : IDisposable
{
    private const string Latin = "coco";

    /// <summary>The same in Cyrillic letters.</summary>
    private const string Cyrillic = "\u0441\u043E\u0441\u043E";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

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
}
