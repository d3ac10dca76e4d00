using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Data.Prepared;

namespace TaskTracker.Server.Persistence.Sqlite;

/// <summary>The prepared queries of one connection, which stays open: SQLite compiles each once.</summary>
internal sealed class PreparedCommands(SqliteTrackerDbContext context)
{
    // Some ten kilobytes each.
    private const int MaximumCommands = 100;

    private readonly Dictionary<object, SqliteCommand> commands = [];

    /// <summary>The command, whose parameters have the values of its last run.</summary>
    public SqliteCommand Find<T>(PreparedQuery<T> query)
    {
        if (commands.TryGetValue(query, out var known))
        {
            return known;
        }

        if (commands.Count >= MaximumCommands)
        {
            foreach (var old in commands.Values)
            {
                old.Dispose();
            }

            commands.Clear();
        }

        var command = ((SqliteConnection)context.Database.GetDbConnection()).CreateCommand();
        command.CommandText = query.Text;
        foreach (var parameter in query.Parameters)
        {
            command.Parameters.Add(new SqliteParameter(parameter.Template.ParameterName, ((SqliteParameter)parameter.Template).SqliteType));
        }

        return commands[query] = command;
    }
}
