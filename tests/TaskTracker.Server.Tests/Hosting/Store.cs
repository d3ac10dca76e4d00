using System.Data.Common;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace TaskTracker.Server.Tests.Hosting;

/// <summary>What is in a store, read past the server.</summary>
internal static class Store
{
    /// <summary>A connection of its own to the database that belongs to a folder.</summary>
    public static DbConnection Open(string folder)
    {
        DbConnection connection = TestDatabase.IsPostgres
            ? new NpgsqlConnection($"{TestDatabase.ConnectionOf(folder)};Pooling=false")
            : new SqliteConnection($"Data Source={Path.Combine(folder, "tasktracker.db")};Pooling=False");
        connection.Open();
        return connection;
    }

    /// <summary>The first column of what a query finds.</summary>
    public static List<string> Read(this TrackerServer server, string sql)
    {
        using var connection = Open(server.Folder);
        return connection.Read(sql);
    }

    /// <summary>The same on a connection.</summary>
    public static List<string> Read(this DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        List<string> rows = [];
        while (reader.Read())
        {
            rows.Add($"{reader.GetValue(0)}");
        }

        return rows;
    }

    /// <summary>All that is stored: SQLite's files, each byte as a character, or every value of every table of PostgreSQL's.</summary>
    public static string ReadEverything(this TrackerServer server)
    {
        using var connection = Open(server.Folder);
        if (!TestDatabase.IsPostgres)
        {
            connection.Read("PRAGMA wal_checkpoint(TRUNCATE)");
            return string.Concat(Directory.GetFiles(server.Folder, "tasktracker.db*").Select(ReadFile));
        }

        var everything = new StringBuilder();
        foreach (var table in connection.Read("SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'"))
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\"";
            using var row = command.ExecuteReader();
            while (row.Read())
            {
                everything.AppendJoin('\n', Enumerable.Range(0, row.FieldCount).Select(i => row.GetValue(i) is byte[] bytes ? Encoding.Latin1.GetString(bytes) : $"{row.GetValue(i)}"));
            }
        }

        return everything.ToString();
    }

    private static string ReadFile(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
