using System.CommandLine;
using TaskTracker.Core.Data;
using TaskTracker.Server.Demo;
using TaskTracker.Server.Transfer;

namespace TaskTracker.Server.Commands;

/// <summary><c>demo --users 50 --tasks 1000</c>: fills the store with believable data.</summary>
internal static class DemoCommand
{
    private const int MaximumUsers = 100_000;
    private const int MaximumTasks = 10_000_000;

    public static Command Create(ServerBuild server)
    {
        var users = Count("--users", "How many users to add", 50, minimum: 1, MaximumUsers);
        var tasks = Count("--tasks", "How many tasks to add", 1_000, minimum: 0, MaximumTasks);
        var seed = new Option<int>("--seed")
        {
            Description = "The same seed on an equal store makes the same data",
            DefaultValueFactory = _ => 1,
        };
        var command = new Command("demo", "Add demo users and tasks to the store; run it again to add more.") { users, tasks, seed };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var app = await server.ForCommandAsync(cancellationToken);
            var filler = new DemoFiller(
                app.Services.GetRequiredService<TrackerDatabase>(), app.Services.GetRequiredService<TimeProvider>(), parsed.GetValue(seed));
            var output = parsed.InvocationConfiguration.Output;
            var userCount = parsed.GetValue(users);
            var taskCount = parsed.GetValue(tasks);
            await ProgressReport.RunAsync("users", userCount, output, report => filler.AddUsersAsync(userCount, report, cancellationToken));
            await ProgressReport.RunAsync("tasks", taskCount, output, report => filler.AddTasksAsync(taskCount, report, cancellationToken));
            return 0;
        });
        return command;
    }

    private static Option<int> Count(string name, string description, int usual, int minimum, int maximum)
    {
        var option = new Option<int>(name)
        {
            Description = FormattableString.Invariant($"{description}, {minimum:N0} to {maximum:N0}"),
            DefaultValueFactory = _ => usual,
            CustomParser = result =>
            {
                var given = result.Tokens.Single().Value;
                if (int.TryParse(given, out var count) && count >= minimum && count <= maximum)
                {
                    return count;
                }

                result.AddError(FormattableString.Invariant($"{name} must be between {minimum:N0} and {maximum:N0}, but is {given}."));
                return usual;
            },
        };
        return option;
    }
}
