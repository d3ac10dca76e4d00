using System.CommandLine;
using TaskTracker.Core;
using TaskTracker.Server.Configuration;
using TaskTracker.Server.Transfer;

namespace TaskTracker.Server.Commands;

/// <summary><c>import --from http://old-server:8000</c> and <c>import --file dump.json</c>: takes over what another system or store has.</summary>
internal static class ImportCommand
{
    public static Command Create(ServerBuild server)
    {
        var from = new Option<string?>("--from") { Description = "The address of a running legacy server, such as http://old-server:8000" };
        var zone = new Option<string>("--time-zone")
        {
            Description = "The zone that the legacy server's clock shows, such as Europe/Berlin; its times say none",
            DefaultValueFactory = _ => "UTC",
        };
        var file = new Option<FileInfo?>("--file") { Description = "A file that export has written" };
        var stop = new Option<bool>("--stop-at-error") { Description = "Stop at the first record that is refused, instead of going on without it" };
        var command = new Command("import", "Take over users and tasks. Run it again to go on where it stopped: what is here stays as it is.") { from, zone, file, stop };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(from) is null == parsed.GetValue(file) is null)
            {
                parsed.AddError("import needs either --from, the address of a legacy server, or --file, a file that export has written.");
            }
        });
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(file) is { } dump
            ? ImportAsync(server, withHistory: true, parsed.GetValue(stop), parsed.InvocationConfiguration, (import, _) => new DumpImport(dump, import).RunAsync(cancellationToken), cancellationToken)
            : ImportLegacyAsync(server, ReadAddress(parsed.GetValue(from)!), ReadZone(parsed.GetValue(zone)!), parsed.GetValue(stop), parsed.InvocationConfiguration, cancellationToken));
        return command;
    }

    private static async Task<int> ImportLegacyAsync(
        ServerBuild server, Uri address, TimeZoneInfo zone, bool stopsAtError, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        using var source = new LegacyServer(address);
        return await ImportAsync(
            server, withHistory: false, stopsAtError, console, (import, now) => new LegacyImport(source, new(zone, now), import).RunAsync(cancellationToken), cancellationToken);
    }

    /// <returns>The exit code: 1 when something was refused.</returns>
    private static async Task<int> ImportAsync(
        ServerBuild server, bool withHistory, bool stopsAtError, InvocationConfiguration console, Func<StoreImport, DateTime, Task> run, CancellationToken cancellationToken)
    {
        await using var app = await server.ForCommandAsync(cancellationToken);
        var import = new StoreImport(app.Services, withHistory, stopsAtError, console, cancellationToken);
        await run(import, app.Services.GetRequiredService<TimeProvider>().UtcNow());
        return import.Report() ? 0 : 1;
    }

    private static Uri ReadAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : throw new StartupException($"--from must be the address of a server, such as http://old-server:8000, but is {text}.");

    private static TimeZoneInfo ReadZone(string name)
    {
        try
        {
            return TimeZoneInfo.FindSystemTimeZoneById(name);
        }
        catch (Exception exception) when (exception is TimeZoneNotFoundException or InvalidTimeZoneException)
        {
            throw new StartupException($"--time-zone must be a zone that this machine knows, such as UTC or Europe/Berlin, but is {name}.", exception);
        }
    }
}
