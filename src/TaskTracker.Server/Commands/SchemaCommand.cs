using System.CommandLine;
using GraphQL.Types;
using TaskTracker.Schema;
using TaskTracker.Server.Configuration;

namespace TaskTracker.Server.Commands;

/// <summary><c>schema export</c>: writes the schema that the server serves; <c>schema diff</c>: compares two.</summary>
internal static class SchemaCommand
{
    public static Command Create(ServerBuild server)
    {
        var file = new Argument<FileInfo>("file")
        {
            Description = "The file to write",
            DefaultValueFactory = _ => new FileInfo("schema.graphql"),
        };
        var export = new Command("export", "Write the GraphQL schema that the server serves.") { file };
        export.SetAction(async (parsed, cancellationToken) =>
        {
            await using var app = server.WithoutStore();
            var target = parsed.GetValue(file)!;
            try
            {
                await File.WriteAllTextAsync(target.FullName, SchemaText.Of(app.Services.GetRequiredService<ISchema>()), cancellationToken);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new StartupException($"The schema cannot be written: {exception.Message}", exception);
            }

            parsed.InvocationConfiguration.Output.WriteLine(target.FullName);
            return 0;
        });
        return new Command("schema", "Work with the GraphQL schema.") { export, SchemaDiffCommand.Create() };
    }
}
