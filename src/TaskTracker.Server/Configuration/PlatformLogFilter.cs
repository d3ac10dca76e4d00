using Microsoft.Extensions.Options;

namespace TaskTracker.Server.Configuration;

/// <summary>
/// Keeps ASP.NET Core from logging what it is sent, whatever levels the operator sets: below warnings it writes paths and query strings,
/// and lines of requests that it cannot read, and a password or a token may be in any of them.
/// </summary>
internal sealed class PlatformLogFilter : IPostConfigureOptions<LoggerFilterOptions>
{
    private const string Platform = "Microsoft.AspNetCore";

    // Puts the path into a scope around everything that is logged for a request.
    private const string Requests = "Microsoft.AspNetCore.Hosting.Diagnostics";

    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        // Every rule, and what holds where there is none: the most specific one decides, and each of them may be that.
        LoggerFilterRule[] rules = [new(null, null, options.MinLevel, null), .. options.Rules];
        options.Rules.Clear();
        foreach (var rule in rules)
        {
            options.Rules.Add(new(rule.ProviderName, rule.CategoryName, rule.LogLevel, (provider, category, level) =>
                MayBeLogged(category, level) && rule.Filter?.Invoke(provider, category, level) != false));
        }
    }

    private static bool MayBeLogged(string? category, LogLevel level) =>
        category?.StartsWith(Platform, StringComparison.Ordinal) != true || (level >= LogLevel.Warning && category != Requests);
}
