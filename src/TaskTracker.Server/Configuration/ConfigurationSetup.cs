using Microsoft.Extensions.Options;
using TaskTracker.Core.Search;

namespace TaskTracker.Server.Configuration;

/// <summary>Where settings come from and what holds when nobody sets anything.</summary>
internal static class ConfigurationSetup
{
    /// <summary>Port 8000 on this machine only, unless <c>urls</c> or another setting of .NET says otherwise.</summary>
    public const string DefaultUrls = "http://localhost:8000";

    /// <summary>
    /// Room for the longest search text in a query string, where a character takes up to nine bytes, and for whatever else there is.
    /// A longer line is answered with 414.
    /// </summary>
    private const int LongestRequestLine = (9 * SearchWords.MaximumLength) + (8 * 1024);

    private static readonly string[] OtherWaysToSayWhere =
        [WebHostDefaults.ServerUrlsKey, WebHostDefaults.HttpPortsKey, WebHostDefaults.HttpsPortsKey];

    /// <exception cref="StartupException">A setting of ours is wrong; all that are wrong are named.</exception>
    public static void AddTrackerConfiguration(this WebApplicationBuilder builder)
    {
        var problems = SettingsCheck.ProblemsIn(builder.Configuration);
        if (problems.Count > 0)
        {
            throw new StartupException(string.Join(Environment.NewLine, problems));
        }

        if (OtherWaysToSayWhere.All(key => string.IsNullOrEmpty(builder.Configuration[key])) && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(DefaultUrls);
        }

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestLineSize = LongestRequestLine;
            kestrel.AddServerHeader = false;
        });
        builder.Services.AddSingleton(StartupLogFilter.AddTo(builder));
        builder.Services.AddSingleton<IPostConfigureOptions<LoggerFilterOptions>, PlatformLogFilter>();
    }
}
