using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using TaskTracker.Server.Configuration;

namespace TaskTracker.Server.Commands;

/// <summary>What the operator types: settings, and at most one command. Without a command the server runs.</summary>
internal static class TrackerCommandLine
{
    /// <summary>The process's exit code: 0 when all went well, 1 when not. What is wrong stands on the error stream.</summary>
    public static async Task<int> RunAsync(string[] args, Func<string[], WebApplication> build)
    {
        try
        {
            var (settings, words) = SettingArguments.TakeOut(args);
            var server = new ServerBuild(build, settings);
            var root = new RootCommand("TaskTracker: a self-hosted task tracker. Without a command it runs the server.")
            {
                DemoCommand.Create(server),
                SchemaCommand.Create(server),
            };
            root.SetAction((_, cancellationToken) => ServeCommand.RunAsync(server, cancellationToken));
            root.Options.OfType<HelpOption>().Single().Action = new HelpWithExamples();

            var parsed = root.Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parsed.Action is ParseErrorAction)
            {
                throw new StartupException(string.Join(Environment.NewLine, parsed.Errors.Select(error => error.Message).Append("--help lists what there is.")));
            }

            // The host answers signals itself, and exceptions that we do not know are defects: they keep their stack trace.
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (StartupException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
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
