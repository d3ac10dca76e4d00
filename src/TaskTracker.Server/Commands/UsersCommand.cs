using System.CommandLine;
using Spectre.Console;
using TaskTracker.Core.Access;
using TaskTracker.Core.Accounts;
using TaskTracker.Server.Configuration;

namespace TaskTracker.Server.Commands;

/// <summary><c>users create-admin</c>: makes an administrator, who then manages everybody else.</summary>
internal static class UsersCommand
{
    /// <summary>Where the password comes from when nobody is there to type it.</summary>
    public const string PasswordVariable = "TASKTRACKER_PASSWORD";

    public static Command Create(ServerBuild server)
    {
        var username = new Option<string>("--username") { Description = "3 to 20 characters", Required = true };
        var email = new Option<string>("--email") { Description = "The e-mail address", Required = true };
        var create = new Command(
            "create-admin", $"Create an administrator. The password is asked for, or read from the environment variable {PasswordVariable} or from standard input.")
        {
            username, email,
        };
        create.SetAction(async (parsed, cancellationToken) =>
        {
            await using var app = await server.ForCommandAsync(cancellationToken);
            var created = await app.Services.GetRequiredService<CreateAdministrator>().ExecuteAsync(
                Actor.Operator, new(parsed.GetValue(username)!, parsed.GetValue(email)!, await ReadPasswordAsync(cancellationToken)), cancellationToken);
            if (!created.Succeeded)
            {
                throw new StartupException(string.Join(Environment.NewLine, created.Failures.Select(failure => failure.Message)));
            }

            parsed.InvocationConfiguration.Output.WriteLine($"Created the administrator {created.Value.Username}, user {created.Value.Id}.");
            return 0;
        });
        return new Command("users", "Work with users.") { create };
    }

    // Not an option: whoever lists processes would see it.
    private static async Task<string> ReadPasswordAsync(CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable(PasswordVariable) is { Length: > 0 } password)
        {
            return password;
        }

        return Console.IsInputRedirected
            ? await Console.In.ReadLineAsync(cancellationToken) ?? throw new StartupException("There is no password: write it to standard input.")
            : await AnsiConsole.PromptAsync(new TextPrompt<string>("Password:").Secret(), cancellationToken);
    }
}
