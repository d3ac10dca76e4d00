using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using TaskTracker.Server.Configuration;

namespace TaskTracker.Server.Commands;

/// <summary>Runs the server until it is told to stop.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(ServerBuild server, CancellationToken cancellationToken)
    {
        await using var app = await server.ToServeAsync(cancellationToken);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception exception) when (ExplainStart(exception) is { } explanation)
        {
            throw new StartupException(explanation, exception);
        }

        app.Services.GetRequiredService<QuietStart>().End();
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    // Kestrel's own message names the address.
    private static string? ExplainStart(Exception exception) => exception switch
    {
        IOException { InnerException: AddressInUseException } =>
            $"{exception.Message} Stop the program that uses it, or set urls to another address, such as --urls http://localhost:8001.",
        IOException or SocketException => $"{exception.Message} Set urls to an address that this process may listen on, such as --urls http://localhost:8001.",
        _ => null,
    };
}
