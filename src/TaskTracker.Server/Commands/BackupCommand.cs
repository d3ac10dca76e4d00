using System.CommandLine;
using System.Globalization;
using TaskTracker.Core.Data;
using TaskTracker.Server.Configuration;

namespace TaskTracker.Server.Commands;

/// <summary><c>backup FILE</c>: copies the store while a server uses it.</summary>
internal static class BackupCommand
{
    public static Command Create(ServerBuild server)
    {
        var file = new Argument<FileInfo>("file") { Description = "The file to write; it must not exist yet" };
        var command = new Command("backup", "Copy the store as it is now, while a server uses it. To restore it, stop the server and put the copy in the place of the store's file.") { file };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var copy = parsed.GetValue(file)!;
            await using var app = await server.ForCommandAsync(cancellationToken);
            try
            {
                await app.Services.GetRequiredService<TrackerDatabase>().BackUpAsync(copy.FullName, cancellationToken);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new StartupException($"The backup cannot be written: {exception.Message}", exception);
            }

            copy.Refresh();
            parsed.InvocationConfiguration.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{copy.FullName}: {copy.Length:N0} bytes"));
            return 0;
        });
        return command;
    }
}
