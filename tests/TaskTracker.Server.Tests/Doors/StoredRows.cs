using Microsoft.Data.Sqlite;

namespace TaskTracker.Server.Tests.Doors;

/// <summary>What is in a store's file, read past the server.</summary>
internal static class StoredRows
{
    // How far ids were given out counts too: a refusal must not use one up.
    private static readonly string[] Tables =
        ["users ORDER BY id", "tasks ORDER BY id", "task_changes ORDER BY sequence", "sqlite_sequence ORDER BY name", "temp.words ORDER BY doc, col, offset"];

    // Every word of the search index with the place where it stands: whatever a full-text match can find, and no more.
    private const string Words = "CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, task_search, instance)";

    /// <summary>Every column of every row, one line a row; of the change log's origin only where it is not the door.</summary>
    public static async Task<string> ReadAsync(Door door)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(door.Server.Folder, "tasktracker.db")};Pooling=False");
        await connection.OpenAsync();
        await using (var words = new SqliteCommand(Words, connection))
        {
            await words.ExecuteNonQueryAsync();
        }

        var lines = new List<string>();
        foreach (var table in Tables)
        {
            await using var select = new SqliteCommand($"SELECT * FROM {table}", connection);
            await using var row = await select.ExecuteReaderAsync();
            while (await row.ReadAsync())
            {
                var columns = Enumerable.Range(0, row.FieldCount)
                    .Where(i => row.GetName(i) != "origin" || row.GetInt32(i) != (int)door.Origin)
                    .Select(i => $"{row.GetName(i)}={(row.IsDBNull(i) ? "NULL" : row.GetValue(i))}");
                lines.Add($"{table.Split(' ')[0]}: {string.Join(", ", columns)}");
            }
        }

        return string.Join('\n', lines);
    }
}
