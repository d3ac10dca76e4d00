using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Access;
using TaskTracker.Server.GraphQL.Errors;
using TaskTracker.Server.GraphQL.Execution;

namespace TaskTracker.Server.Tests.GraphQL.Transport;

/// <summary>What a streaming transport relies on and plain HTTP does not show.</summary>
public sealed class GraphQLExecutorTests(TransportServer server) : IClassFixture<TransportServer>
{
    private GraphQLExecutor Executor => server.Services.GetRequiredService<GraphQLExecutor>();

    [Fact]
    public async Task The_transport_decides_which_operations_run()
    {
        var result = await Executor.ExecuteAsync(
            new() { Query = "mutation { increment }" }, Actor.Operator, _ => new CodedError(ErrorCodes.OperationTypeNotSupported, "Not here."), server.Services, root: null, default);
        Assert.False(result.Executed);
        Assert.Equal("Not here.", Assert.Single(result.Errors!).Message);
        Assert.Equal(0, server.Schema.Increments);
    }

    [Fact]
    public async Task A_cancelled_operation_throws()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Executor.ExecuteAsync(new() { Query = "{ echo }" }, Actor.Operator, _ => null, server.Services, root: null, gone.Token));
    }
}
