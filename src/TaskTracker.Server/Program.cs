using TaskTracker.Schema;
using TaskTracker.Server.Configuration;
using TaskTracker.Server.GraphQL;
using TaskTracker.Server.Persistence;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddTrackerConfiguration();
builder.Services.AddTrackerCore();
builder.Services.AddTrackerPersistence();
builder.Services.AddTrackerSchema();
builder.Services.AddTrackerGraphQL();

var app = builder.Build();
app.MapTrackerGraphQL();
await app.RunAsync();

/// <summary>The server's entry point; public so that tests can start it.</summary>
public sealed partial class Program;
