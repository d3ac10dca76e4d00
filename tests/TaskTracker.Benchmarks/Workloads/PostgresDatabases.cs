using Npgsql;

namespace TaskTracker.Benchmarks.Workloads;

/// <summary>Databases of the benchmarks' own on a cluster; what a run before has left is replaced.</summary>
internal static class PostgresDatabases
{
    /// <summary>How to connect to one.</summary>
    public static string Name(string cluster, string name) => new NpgsqlConnectionStringBuilder(cluster) { Database = $"tasktracker_{name}" }.ConnectionString;

    /// <param name="cluster">How to connect to the cluster.</param>
    /// <param name="name">Which.</param>
    /// <param name="template">What it is a copy of; null for an empty one.</param>
    /// <returns>How to connect to it.</returns>
    public static async Task<string> CreateAsync(string cluster, string name, string? template = null)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(cluster) { Database = "postgres" });
        foreach (var text in new[] { $"DROP DATABASE IF EXISTS tasktracker_{name} WITH (FORCE)", $"CREATE DATABASE tasktracker_{name}{(template is null ? "" : $" TEMPLATE tasktracker_{template}")}" })
        {
            await using var command = source.CreateCommand(text);
            await command.ExecuteNonQueryAsync();
        }

        return Name(cluster, name);
    }
}
