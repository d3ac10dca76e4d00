using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Accounts;

/// <summary>What the log of a whole run tells, with everything in it that can be: each thing that happened to an account, and no secret.</summary>
public sealed class LogTests
{
    [Fact]
    public async Task A_log_of_everything_holds_no_password_token_key_or_address_and_tells_what_happened()
    {
        var secrets = new Secrets();
        var log = new FormattedLog();
        await using (var server = TrackerServer.With(
            new()
            {
                ["environment"] = "Production",
                ["Access:Anonymous"] = "Legacy",
                ["Accounts:SignUp"] = "Open",
                ["Accounts:AdministratorUsername"] = "root",
                ["Accounts:AdministratorEmail"] = secrets.Address("root"),
                ["Accounts:AdministratorPassword"] = secrets.Password("root"),
                ["Accounts:SigningKey"] = secrets.Password("signing") + secrets.Password("signing too"),
                ["Logging:Formatted:LogLevel:Default"] = "Trace",
                ["Logging:Console:FormatterOptions:IncludeScopes"] = "true",
            },
            configureServices: services => services.AddSingleton<ILoggerProvider>(log.With)))
        {
            Assert.True(server.Services.GetRequiredService<IHostEnvironment>().IsProduction());
            await new EverythingAboutAccounts(server.Client.BaseAddress!, secrets).DoAsync();
        }

        Assert.Equal(["json", "simple", "systemd"], log.Texts.Keys.Order());
        foreach (var text in log.Texts.Values)
        {
            // Nothing was kept back.
            Assert.Contains("Microsoft.EntityFrameworkCore.Database.Command", text, StringComparison.Ordinal);
            Assert.All(secrets.All, secret => Assert.False(text.Contains(secret, StringComparison.OrdinalIgnoreCase), $"{secret}: {LineWith(text, secret)}"));
        }

        Assert.Equal(Enumerable.Range(1, 17), Audited(log.Texts["json"]));
    }

    private static IEnumerable<int> Audited(string log) => log.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)
        .Where(entry => (string?)entry["Category"] == "TaskTracker.Audit").Select(entry => (int)entry["EventId"]!).Distinct().Order();

    private static string? LineWith(string log, string secret) => log.Split('\n').FirstOrDefault(line => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
}
