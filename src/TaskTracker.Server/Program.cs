using System.Globalization;
using TaskTracker.Schema;
using TaskTracker.Server.Accounts;
using TaskTracker.Server.Commands;
using TaskTracker.Server.Configuration;
using TaskTracker.Server.EventStreams;
using TaskTracker.Server.GraphQL;
using TaskTracker.Server.Limits;
using TaskTracker.Server.Operations;
using TaskTracker.Server.Operations.Telemetry;
using TaskTracker.Server.Pages;
using TaskTracker.Server.Persistence;
using TaskTracker.Server.Rest;
using TaskTracker.Server.Web;

// One language, whatever the machine's: a schema must not say "10.000" in one country and "10,000" in another.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;

return await TrackerCommandLine.RunAsync(args, Build, Console.Out, Console.Error);

/// <summary>The server's entry point; public so that tests can start it.</summary>
public sealed partial class Program
{
    // The server that listens and the commands that only use its services are made here, of the same parts.
    internal static WebApplication Build(string[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = settings, ContentRootPath = AppContext.BaseDirectory });
        builder.AddTrackerConfiguration();
        builder.AddTelemetry();
        builder.Services.AddWebProtection();
        builder.Services.AddLimits();
        builder.Services.AddTrackerCore();
        builder.Services.AddTrackerPersistence(builder.Configuration);
        builder.Services.AddTrackerAccounts();
        builder.Services.AddTrackerSchema();
        builder.Services.AddEventStreams();
        builder.Services.AddTrackerGraphQL();
        builder.Services.AddRest();
        builder.Services.AddPages();
        builder.Services.AddTrackerOperations();

        var app = builder.Build();
        app.UseTrackerOperations();
        app.UseWebProtection();
        app.UseAddressLimit();
        app.UseTrackerAuthentication();
        app.UseUserLimit();
        app.MapTrackerOperations();
        app.MapTrackerGraphQL();
        app.MapPages();
        app.MapRest();
        return app;
    }
}
