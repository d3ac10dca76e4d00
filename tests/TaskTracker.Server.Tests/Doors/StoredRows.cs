using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Doors;

/// <summary>What is in a store, read past the server.</summary>
internal static class StoredRows
{
    // On SQLite, how far ids were given out counts too: a refusal must not use one up. PostgreSQL's sequences promise nothing of the kind.
    private static readonly string[] Tables = ["users ORDER BY id", "tasks ORDER BY id", "task_changes ORDER BY sequence", .. TestDatabase.IsPostgres
        ? ["task_search ORDER BY task_id"]
        : (string[])["sqlite_sequence ORDER BY name", "temp.words ORDER BY doc, col, offset"]];

    // Every word of the search index with the place where it stands: whatever a full-text match can find, and no more.
    private const string Words = "CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, task_search, instance)";

    /// <summary>Every column of every row, one line a row; of the change log's origin only where it is not the door.</summary>
    public static async Task<string> ReadAsync(Door door)
    {
        await using var connection = Store.Open(door.Server.Folder);
        if (!TestDatabase.IsPostgres)
        {
            connection.Read(Words);
        }

        var lines = new List<string>();
        foreach (var table in Tables)
        {
            await using var select = connection.CreateCommand();
            select.CommandText = $"SELECT * FROM {table}";
            await using var row = await select.ExecuteReaderAsync();
            while (await row.ReadAsync())
            {
                var columns = Enumerable.Range(0, row.FieldCount)
                    .Where(i => row.GetName(i) != "origin" || row.GetInt32(i) != (int)door.Origin)
                    // A place of PostgreSQL's is made of a transaction's number, which is another at each door.
                    .Where(i => row.GetName(i) != "sequence" || !TestDatabase.IsPostgres)
                    .Select(i => $"{row.GetName(i)}={(row.IsDBNull(i) ? "NULL" : row.GetValue(i))}");
                lines.Add($"{table.Split(' ')[0]}: {string.Join(", ", columns)}");
            }
        }

        return string.Join('\n', lines);
    }
}
