using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using TaskTracker.Core.Data.Prepared;

namespace TaskTracker.Server.Persistence.Sqlite;

/// <summary>The prepared queries of one connection, which stays open: SQLite compiles each once.</summary>
internal sealed class PreparedCommands(SqliteTrackerDbContext context)
{
    // Some ten kilobytes each.
    private const int MaximumCommands = 100;

    private readonly Dictionary<object, SqliteCommand> commands = [];

    public List<T> Run<T>(PreparedQuery<T> query, IReadOnlyList<object?> values)
    {
        var command = Find(query);
        command.Transaction = (SqliteTransaction?)context.Database.CurrentTransaction?.GetDbTransaction();
        for (var i = 0; i < query.Parameters.Count; i++)
        {
            command.Parameters[i].Value = context.StoredOf(values[query.Parameters[i].Value]!);
        }

        // What the server asks by itself would be a trace each second.
        using var span = Activity.Current is null ? null : StoreTraces.Start("SELECT")?.SetTag("db.query.text", query.Text);
        try
        {
            using var reader = command.ExecuteReader();
            var rows = new List<T>();
            while (reader.Read())
            {
                query.Read(reader, rows);
            }

            return rows;
        }
        catch (SqliteException exception)
        {
            span?.SetStatus(ActivityStatusCode.Error, exception.GetType().Name);
            throw;
        }
    }

    private SqliteCommand Find<T>(PreparedQuery<T> query)
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
