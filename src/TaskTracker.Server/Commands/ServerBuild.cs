using TaskTracker.Core.Data;
using TaskTracker.Server.Configuration;

namespace TaskTracker.Server.Commands;

/// <summary>The server in its parts, for whoever runs it or only wants its services.</summary>
/// <param name="build">Puts it together.</param>
/// <param name="settings">From the command line.</param>
internal sealed class ServerBuild(Func<string[], WebApplication> build, string[] settings)
{
    // Whoever runs a command waits for its answer, not for the server's news, and reads it.
    private static readonly string[] LogOnlyWarnings = ["--Logging:LogLevel:Default=Warning", "--Logging:Console:FormatterName=simple"];

    private TrackerDatabase? opened;

    /// <summary>What the operator can do about an exception that the store is to blame for; null for any other.</summary>
    public string? Advice(Exception exception) => opened?.TroubleOf(exception)?.Advice;

    /// <summary>With its store open and not listening yet. Dispose it.</summary>
    /// <exception cref="StartupException">A setting is wrong, or the store cannot be opened.</exception>
    public Task<WebApplication> ToServeAsync(CancellationToken cancellationToken) => OpenAsync(settings, cancellationToken);

    /// <summary>The same for a command: it never listens, and logs warnings and errors only.</summary>
    /// <exception cref="StartupException">A setting is wrong, or the store cannot be opened.</exception>
    public Task<WebApplication> ForCommandAsync(CancellationToken cancellationToken) => OpenAsync([.. LogOnlyWarnings, .. settings], cancellationToken);

    /// <summary>For a command that asks nothing of the store.</summary>
    /// <exception cref="StartupException">A setting is wrong.</exception>
    public WebApplication WithoutStore() => Build([.. LogOnlyWarnings, .. settings]);

    private async Task<WebApplication> OpenAsync(string[] all, CancellationToken cancellationToken)
    {
        var app = Build(all);
        try
        {
            opened = app.Services.GetRequiredService<TrackerDatabase>();
            await opened.OpenAsync(cancellationToken);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    private WebApplication Build(string[] all)
    {
        try
        {
            return build(all);
        }
        catch (InvalidDataException exception)
        {
            // A settings file that is not JSON; the innermost message has the line.
            throw new StartupException($"{exception.Message} {exception.GetBaseException().Message}", exception);
        }
    }
}
