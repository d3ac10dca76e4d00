using TaskTracker.Server.Configuration;
using TaskTracker.Server.Operations;
using TaskTracker.Server.Persistence;
using TaskTracker.Server.Rest;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddTrackerConfiguration();
builder.Services.AddTrackerCore();
builder.Services.AddTrackerPersistence();
builder.Services.AddRest();

var app = builder.Build();
app.UseUnexpectedErrors();
app.MapRest();
await app.RunAsync();

/// <summary>The server's entry point; public so that tests can start it.</summary>
public sealed partial class Program;
