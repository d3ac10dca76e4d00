using TaskTracker.Server.Commands;
using TaskTracker.Server.Configuration;
using TaskTracker.Server.Persistence;

return await TrackerCommandLine.RunAsync(args, Build, Console.Out, Console.Error);

// The server that listens and the commands that only use its services are made here, of the same parts.
static WebApplication Build(string[] settings)
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = settings, ContentRootPath = AppContext.BaseDirectory });
    builder.AddTrackerConfiguration();
    builder.Services.AddTrackerCore();
    builder.Services.AddTrackerPersistence();

    var app = builder.Build();
    return app;
}

/// <summary>The server's entry point; public so that tests can start it.</summary>
public sealed partial class Program;
