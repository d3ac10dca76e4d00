using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Data;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Operations;

public sealed class HealthTests
{
    [Fact]
    public async Task A_server_with_its_store_is_ready_and_a_supervisor_may_ask_for_the_status_alone()
    {
        await using var server = TrackerServer.With(new() { ["Access:Anonymous"] = "None" });

        Assert.Equal("""200 {"status":"live"}""", await AskAsync(server, "/health/live"));
        Assert.Equal("""200 {"status":"ready","database":"ok","migrations":"ok"}""", await AskAsync(server, "/health/ready"));
        foreach (var path in (string[])["/health/live", "/health/ready"])
        {
            using var answer = await server.Client.SendAsync(new(HttpMethod.Head, path));
            Assert.Equal((HttpStatusCode.OK, 0), (answer.StatusCode, (await answer.Content.ReadAsByteArrayAsync()).Length));
        }
    }

    /// <summary>Somebody put a backup of an older version in the place of the store, or changed it by hand.</summary>
    [Fact]
    public async Task A_server_whose_store_lacks_a_migration_lives_and_is_not_ready()
    {
        await using var server = new TrackerServer();
        using (var read = await server.Services.GetRequiredService<TrackerDatabase>().ReadAsync(default))
        {
            var newest = read.Context.Database.GetMigrations().Last();
            await read.Context.Database.ExecuteSqlAsync($"""DELETE FROM "__EFMigrationsHistory" WHERE "MigrationId" = {newest}""");
        }

        Assert.Equal("""503 {"status":"unavailable","database":"ok","migrations":"missing"}""", await AskAsync(server, "/health/ready"));
        Assert.Equal("""200 {"status":"live"}""", await AskAsync(server, "/health/live"));
    }

    /// <summary>A newer version is being rolled out beside this one.</summary>
    [Fact]
    public async Task A_migration_that_the_server_does_not_know_leaves_it_ready()
    {
        await using var server = new TrackerServer();
        using (var read = await server.Services.GetRequiredService<TrackerDatabase>().ReadAsync(default))
        {
            await read.Context.Database.ExecuteSqlAsync($"""INSERT INTO "__EFMigrationsHistory" VALUES ('29990101000000_Future', '99.0.0')""");
        }

        Assert.Equal("""200 {"status":"ready","database":"ok","migrations":"ok"}""", await AskAsync(server, "/health/ready"));
    }

    private static async Task<string> AskAsync(TrackerServer server, string path)
    {
        using var answer = await server.Client.GetAsync(path);
        return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
    }
}
