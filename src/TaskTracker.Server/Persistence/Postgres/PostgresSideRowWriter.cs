using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using TaskTracker.Core.Changes;
using TaskTracker.Core.Data;

namespace TaskTracker.Server.Persistence.Postgres;

/// <summary>Writes the search words and the changes of tasks, all in one exchange with the database. Words of tasks that are gone went with them.</summary>
internal sealed class PostgresSideRowWriter
{
    private readonly List<IProperty> changeColumns;
    private readonly string addChange;

    public PostgresSideRowWriter(IModel model)
    {
        var changes = model.FindEntityType(typeof(TaskChange))!;
        changeColumns = [.. changes.GetProperties().Where(property => !property.IsPrimaryKey())];
        addChange = $"INSERT INTO {changes.GetTableName()} ({string.Join(", ", changeColumns.Select(property => property.GetColumnName()))}) VALUES ({string.Join(", ", changeColumns.Select((_, i) => $"${i + 1}"))})";
    }

    public async Task WriteAsync(TaskSideRows rows, NpgsqlConnection connection, NpgsqlTransaction? transaction, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var (id, title, description) in rows.Words)
        {
            batch.BatchCommands.Add(Command(
                """
                INSERT INTO task_search (task_id, title, description) VALUES ($1, $2, $3)
                ON CONFLICT (task_id) DO UPDATE SET title = excluded.title, description = excluded.description
                """,
                [id, title, description]));
        }

        foreach (var change in rows.Changes)
        {
            batch.BatchCommands.Add(Command(addChange, changeColumns.Select(property => property.StoredOf(change))));
        }

        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static NpgsqlBatchCommand Command(string text, IEnumerable<object?> values)
    {
        var command = new NpgsqlBatchCommand(text);
        command.Parameters.AddRange(values.Select(value => new NpgsqlParameter { Value = value ?? DBNull.Value }).ToArray());
        return command;
    }
}
