using System.CommandLine;
using TaskTracker.Core;
using TaskTracker.Core.Access;
using TaskTracker.Core.Transfer;
using TaskTracker.Server.Configuration;
using TaskTracker.Server.Transfer;

namespace TaskTracker.Server.Commands;

/// <summary><c>export --file dump.json</c>: writes all users, tasks and changes, for <c>import --file</c> of this or another store.</summary>
internal static class ExportCommand
{
    public static Command Create(ServerBuild server)
    {
        var file = new Option<FileInfo>("--file") { Description = "The file to write; it must not exist yet", Required = true };
        var command = new Command("export", "Write all users, tasks and changes as JSON Lines (docs/moving.md). A server may use the store meanwhile.") { file };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var app = await server.ForCommandAsync(cancellationToken);
            var target = parsed.GetValue(file)!.FullName;
            try
            {
                // Somebody on the server's machine is not refused.
                var rows = app.Services.GetRequiredService<ExportStore>().Execute(Actor.Operator, cancellationToken).Value!;
                var written = await DumpExport.WriteAsync(rows, target, app.Services.GetRequiredService<TimeProvider>().UtcNow(), cancellationToken);
                parsed.InvocationConfiguration.Output.WriteLine(FormattableString.Invariant($"{target}: {written.Users:N0} users, {written.Tasks:N0} tasks, {written.Changes:N0} changes"));
                return 0;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new StartupException($"The dump cannot be written: {exception.Message}", exception);
            }
        });
        return command;
    }
}
