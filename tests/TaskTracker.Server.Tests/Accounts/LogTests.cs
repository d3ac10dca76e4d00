using System.Text.Json.Nodes;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Accounts;

/// <summary>What the log of a whole run tells, with everything in it that can be: each thing that happened to an account, and no secret.</summary>
public sealed class LogTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>How a line is written is no business of the database.</summary>
    public static TheoryData<string> Formats => TestDatabase.IsPostgres ? ["json"] : ["json", "simple"];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_log_of_everything_holds_no_password_token_key_or_address_and_tells_what_happened(string format)
    {
        var secrets = new Secrets();
        using var server = TrackerProcess.Start(
        [
            "--urls", "http://127.0.0.1:0", folder.Setting, "--Accounts:SignUp=Open",
            "--Accounts:AdministratorUsername=root", $"--Accounts:AdministratorEmail={secrets.Address("root")}", $"--Accounts:AdministratorPassword={secrets.Password("root")}",
            $"--Accounts:SigningKey={secrets.Password("signing")}{secrets.Password("signing too")}",
            .. EveryLevel("Default", "Microsoft", "Microsoft.AspNetCore", "Microsoft.AspNetCore.Hosting.Diagnostics", "Microsoft.EntityFrameworkCore", "System", "TaskTracker"),
            $"--Logging:Console:FormatterName={format}", "--Logging:Console:FormatterOptions:IncludeScopes=true",
        ]);
        await new EverythingAboutAccounts(await server.AddressAsync(), secrets).DoAsync();
        var ended = await server.StopAsync();

        var log = ended.Output + ended.Error;
        // Nothing was kept back.
        Assert.Contains("Microsoft.EntityFrameworkCore.Database.Command", log, StringComparison.Ordinal);
        Assert.All(secrets.All, secret => Assert.False(log.Contains(secret, StringComparison.OrdinalIgnoreCase), $"{secret}: {LineWith(log, secret)}"));
        if (format == "json")
        {
            Assert.Equal(Enumerable.Range(1, 17), Audited(log));
        }
    }

    private static string[] EveryLevel(params string[] categories) =>
        [.. categories.SelectMany(category => (string[])[$"--Logging:LogLevel:{category}=Trace", $"--Logging:Console:LogLevel:{category}=Trace"])];

    private static IEnumerable<int> Audited(string log) => log.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonNode.Parse(line)!)
        .Where(entry => (string?)entry["Category"] == "TaskTracker.Audit").Select(entry => (int)entry["EventId"]!).Distinct().Order();

    private static string? LineWith(string log, string secret) => log.Split('\n').FirstOrDefault(line => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
}
