using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using TaskTracker.Server.Configuration;

namespace TaskTracker.Server.Commands;

/// <summary>What the operator types: settings, and at most one command. Without a command the server runs.</summary>
internal static class TrackerCommandLine
{
    private const int Interrupted = 130;

    // For a command to finish the batch that it is at, and for the terminal to get its cursor back.
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(10);

    /// <summary>Runs what the operator asked for.</summary>
    /// <returns>The exit code: 0 when all went well, 1 when not, 130 when the operator stopped it.</returns>
    /// <param name="args">What the operator typed.</param>
    /// <param name="build">Makes the server, given the settings among <paramref name="args"/>.</param>
    /// <param name="output">Gets the help and what commands say; logs are written to the console.</param>
    /// <param name="error">Gets what is wrong, in one line for each thing.</param>
    public static async Task<int> RunAsync(string[] args, Func<string[], WebApplication> build, TextWriter output, TextWriter error)
    {
        ServerBuild? server = null;
        try
        {
            var (settings, words) = SettingArguments.TakeOut(args);
            server = new ServerBuild(build, settings);
            var root = new RootCommand("TaskTracker: a self-hosted task tracker. Without a command it runs the server.")
            {
                DemoCommand.Create(server),
                SchemaCommand.Create(server),
                UsersCommand.Create(server),
                ImportCommand.Create(server),
                ExportCommand.Create(server),
                BackupCommand.Create(server),
            };
            root.SetAction((_, cancellationToken) => ServeCommand.RunAsync(server, cancellationToken));
            root.Options.OfType<HelpOption>().Single().Action = new HelpWithExamples();

            var parsed = root.Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parsed.Action is ParseErrorAction)
            {
                throw new StartupException(string.Join(Environment.NewLine, parsed.Errors.Select(problem => problem.Message).Append("--help lists what there is.")));
            }

            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = output,
                Error = error,
                // Exceptions that we do not know are defects: they keep their stack trace.
                EnableDefaultExceptionHandler = false,
                // The server answers signals itself, and takes the time that it needs.
                ProcessTerminationTimeout = parsed.CommandResult.Command == root ? null : TimeToStop,
            });
        }
        catch (StartupException exception)
        {
            await error.WriteLineAsync(exception.Message);
            return 1;
        }
        catch (Exception exception) when (server?.Advice(exception) is { } advice)
        {
            await error.WriteLineAsync(advice);
            return 1;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Stopped. What was done until then stays.");
            return Interrupted;
        }
    }

    private sealed class HelpWithExamples : SynchronousCommandLineAction
    {
        private const string Examples = """
            Examples (after dotnet run --project src/TaskTracker.Server --):
              (nothing)                          Serve http://localhost:8000
              --urls http://localhost:9000       Serve another address
              demo --users 50 --tasks 1000       Fill the store with demo data
              demo --Database:Folder=/srv/tasks  The same, in another folder
              schema export                      Write schema.graphql
              schema diff old.graphql schema.graphql
                                                 Tell what a change of the schema breaks
              users create-admin --username ada --email ada@example.com
                                                 Create the first administrator
              import --from http://old-server:8000
                                                 Take over what a legacy server has
              backup tasks.backup                Copy the store while it is in use

            Every setting can be given as --Section:Name=value; README.md lists them.
            """;

        private readonly HelpAction help = new();

        public override int Invoke(ParseResult parseResult)
        {
            var result = help.Invoke(parseResult);
            if (parseResult.CommandResult.Command is RootCommand)
            {
                parseResult.InvocationConfiguration.Output.WriteLine(Examples);
            }

            return result;
        }
    }
}
