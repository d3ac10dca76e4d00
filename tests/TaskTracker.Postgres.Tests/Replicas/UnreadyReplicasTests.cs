using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Replicas;

/// <summary>No replica is ready, because the database is slow for all: nginx, which takes a replica out that is not ready, must not take out all of them.</summary>
public sealed class UnreadyReplicasTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_can_be_answered_is_answered_and_when_the_database_is_back_all_is()
    {
        var settings = new Dictionary<string, string> { ["Health:DatabaseTimeoutSeconds"] = "1" };
        await using var one = TrackerServer.With(settings, folder.Path);
        await using var other = TrackerServer.With(settings, folder.Path);
        using var nginx = await NginxProcess.StartAsync(one.Client.BaseAddress!, other.Client.BaseAddress!);
        using var client = new HttpClient { BaseAddress = nginx.Address };
        using (var slow = Store.Open(folder.Path))
        {
            // What readiness asks for, and nothing else does.
            slow.Read("""BEGIN; LOCK TABLE "__EFMigrationsHistory" IN ACCESS EXCLUSIVE MODE""");
            // Nginx has taken out the one after the first, and the other after the second.
            for (var look = 0; look < 2; look++)
            {
                Assert.Equal("""503 {"status":"unavailable","database":"unreachable","migrations":"unknown"}""", await AskAsync("/health/ready"));
            }

            Assert.Equal(["200 []", "200 []", "200 []"], await Task.WhenAll(AskAsync("/tasks/"), AskAsync("/tasks/"), AskAsync("/tasks/")));
        }

        await Polling.UntilAsync(async () => (await AskAsync("/health/ready")).StartsWith("200", StringComparison.Ordinal) ? "so" : null);

        async Task<string> AskAsync(string path)
        {
            using var answer = await client.GetAsync(path);
            return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
        }
    }
}
