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
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            var where = app.Configuration[WebHostDefaults.ServerUrlsKey] ?? "the addresses of Kestrel:Endpoints";
            var why = exception.InnerException is AddressInUseException
                ? "another program uses this port. Stop it, or set"
                : $"{exception.Message.TrimEnd('.')}. Set";
            throw new StartupException($"Cannot listen on {where}: {why} urls to another address, such as --urls http://localhost:8001.", exception);
        }

        app.Services.GetRequiredService<StartupLogFilter>().End();
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }
}
