using System.Data.Common;
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
}
