using GraphQL.Types;

namespace TaskTracker.Server.GraphQL;

/// <summary>Completes the schema while the server starts: a schema that does not hold together stops the start, not the first request.</summary>
internal sealed class SchemaCheck(ISchema schema) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        schema.Initialize();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
