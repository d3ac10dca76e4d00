using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using TaskTracker.Core.Changes;
using TaskTracker.Core.Data;

namespace TaskTracker.Server.Persistence.Sqlite;

/// <summary>
/// Writes the search words and the changes of tasks with statements that are prepared once for the connection. EF makes a command of its own for
/// each row, at several times the cost of the row itself.
/// </summary>
internal sealed class SqliteSideRowWriter
{
    private readonly DbConnection connection;
    private readonly List<IProperty> changeColumns;
    private readonly DbCommand addChange;
    private readonly DbCommand setWords;
    private readonly DbCommand removeWords;

    /// <param name="context">Its connection is open, and stays so.</param>
    public SqliteSideRowWriter(SqliteTrackerDbContext context)
    {
        connection = context.Database.GetDbConnection();
        var changes = context.Model.FindEntityType(typeof(TaskChange))!;
        changeColumns = [.. changes.GetProperties().Where(property => !property.IsPrimaryKey())];
        addChange = Insert("INSERT", changes.GetTableName()!, [.. changeColumns.Select(property => property.GetColumnName())]);
        setWords = Insert("INSERT OR REPLACE", SqliteTrackerDbContext.SearchTable, "rowid", "title", "description");
        removeWords = Prepare($"DELETE FROM {SqliteTrackerDbContext.SearchTable} WHERE rowid = @p0", 1);
    }

    public void Write(TaskSideRows rows, DbTransaction? transaction)
    {
        using var span = StoreTraces.Start("INSERT words and changes");
        addChange.Transaction = setWords.Transaction = removeWords.Transaction = transaction;
        foreach (var id in rows.Gone)
        {
            Run(removeWords, id);
        }

        foreach (var (id, title, description) in rows.Words)
        {
            Run(setWords, id, title, description);
        }

        foreach (var change in rows.Changes)
        {
            Run(addChange, [.. changeColumns.Select(property => property.StoredOf(change))]);
        }
    }

    private DbCommand Insert(string verb, string table, params string[] columns) => Prepare(
        $"{verb} INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select((_, i) => $"@p{i}"))})", columns.Length);

    private DbCommand Prepare(string text, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        for (var i = 0; i < parameters; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private static void Run(DbCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        command.ExecuteNonQuery();
    }
}
