using System.CommandLine;
using TaskTracker.Core;
using TaskTracker.Core.Access;
using TaskTracker.Core.Tasks;
using TaskTracker.Core.Transfer;
using TaskTracker.Core.Users;
using TaskTracker.Server.Configuration;
using TaskTracker.Server.Transfer;

namespace TaskTracker.Server.Commands;

/// <summary><c>import --from http://old-server:8000</c>: takes over what another system has.</summary>
internal static class ImportCommand
{
    public static Command Create(ServerBuild server)
    {
        var from = new Option<string>("--from") { Description = "The address of a running legacy server, such as http://old-server:8000", Required = true };
        var zone = new Option<string>("--time-zone")
        {
            Description = "The zone that the legacy server's clock shows, such as Europe/Berlin; its times say none",
            DefaultValueFactory = _ => "UTC",
        };
        var stop = new Option<bool>("--stop-at-error") { Description = "Stop at the first record that is refused, instead of going on without it" };
        var command = new Command("import", "Take over users and tasks. Run it again to go on where it stopped: what is here stays as it is.") { from, zone, stop };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var source = new LegacyServer(ReadAddress(parsed.GetValue(from)!));
            var timeZone = ReadZone(parsed.GetValue(zone)!);
            await using var app = await server.ForCommandAsync(cancellationToken);
            var records = new LegacyRecords(timeZone, app.Services.GetRequiredService<TimeProvider>().UtcNow());
            return await ImportAsync(source, records, app.Services, parsed.GetValue(stop), cancellationToken);
        });
        return command;
    }

    /// <returns>The exit code: 1 when something was refused.</returns>
    private static async Task<int> ImportAsync(LegacyServer source, LegacyRecords records, IServiceProvider services, bool stopAtRefusal, CancellationToken cancellationToken)
    {
        ImportTally users = new("users", stopAtRefusal), tasks = new("tasks", stopAtRefusal);
        var (saveUsers, saveTasks) = (services.GetRequiredService<ImportUsers>(), services.GetRequiredService<ImportTasks>());
        var userBatch = new ImportBatch<User>(batch => saveUsers.ExecuteAsync(Actor.Operator, batch, stopAtRefusal, cancellationToken), users);
        var taskBatch = new ImportBatch<TaskItem>(batch => saveTasks.ExecuteAsync(Actor.Operator, batch, stopAtRefusal, cancellationToken), tasks);

        var found = await source.ReadUsersAsync(cancellationToken);
        List<int> ids = [];
        await ProgressReport.RunAsync("users", found.Count, async report =>
        {
            foreach (var (i, user) in found.Index())
            {
                await userBatch.AddAsync(FormattableString.Invariant($"GET /users/, user {i + 1}"), () =>
                {
                    var read = records.ReadUser(user);
                    ids.Add(read.Id);
                    return read;
                });
                report(1);
            }

            await userBatch.FlushAsync();
        });
        await ProgressReport.RunAsync("users' tasks", ids.Count, async report =>
        {
            foreach (var id in ids)
            {
                var i = 0;
                await foreach (var task in source.ReadTasksAsync(id, cancellationToken))
                {
                    await taskBatch.AddAsync(FormattableString.Invariant($"GET /users/{id}/tasks, task {++i}"), () => records.ReadTask(task));
                }

                report(1);
            }

            await taskBatch.FlushAsync();
        });
        Console.WriteLine(users);
        Console.WriteLine(tasks);
        return users.Refused + tasks.Refused == 0 ? 0 : 1;
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
