namespace TaskTracker.Server.Configuration;

/// <summary>
/// Keeps the host and Kestrel from logging a failed start, because they log it with its stack trace, twice. Nothing is
/// lost: the exception itself ends the process, and the command line shows it.
/// </summary>
internal sealed class StartupLogFilter
{
    private static readonly string[] Loud = ["Microsoft.Extensions.Hosting.Internal.Host", "Microsoft.AspNetCore.Server.Kestrel"];

    private volatile bool isOver;

    /// <summary>From now on they log as everybody does.</summary>
    public void End() => isOver = true;

    public static StartupLogFilter AddTo(WebApplicationBuilder builder)
    {
        var quiet = new StartupLogFilter();
        foreach (var category in Loud)
        {
            builder.Logging.AddFilter(category, level => quiet.isOver && level >= LogLevel.Warning);
        }

        return quiet;
    }
}
