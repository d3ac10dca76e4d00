using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using TaskTracker.Benchmarks.Processes;

namespace TaskTracker.Benchmarks.Workloads;

/// <summary>A store of demo data for us, and a copy of it for the limit.</summary>
internal sealed class DemoStores : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tasktracker-").FullName;
    private readonly string? cluster;
    private readonly string? database;

    private DemoStores(int tasks, string? cluster)
    {
        Tasks = tasks;
        this.cluster = cluster;
        database = cluster is null ? null : PostgresDatabases.Name(cluster, "ours");
    }

    /// <summary>How many tasks there are.</summary>
    public int Tasks { get; }

    /// <summary>The settings of a server on our store.</summary>
    public string[] Settings => database is null
        ? [$"--Database:Folder={folder}"]
        : [$"--Database:Folder={folder}", "--Database:Provider=Postgres", $"--Database:ConnectionString={database}"];

    /// <param name="tasks">How many tasks, of a hundredth as many users.</param>
    /// <param name="cluster">Where on PostgreSQL; null for SQLite.</param>
    public static async Task<DemoStores> CreateAsync(int tasks, string? cluster = null)
    {
        var stores = new DemoStores(tasks, cluster);
        if (cluster is not null)
        {
            await PostgresDatabases.CreateAsync(cluster, "ours");
        }

        await MeasuredProcess.RunTrackerAsync(["demo", $"--users={Math.Max(10, tasks / 100)}", $"--tasks={tasks}", .. stores.Settings]);
        return stores;
    }

    /// <summary>Copies the store. On PostgreSQL nobody may be connected to it meanwhile, so before a server is.</summary>
    /// <returns>What tells the limit where the copy is.</returns>
    public async Task<string[]> CopyAsync()
    {
        if (cluster is not null)
        {
            await PostgresDatabases.CreateAsync(cluster, "limit", template: "ours");
            return [$"--postgres={PostgresDatabases.Name(cluster, "limit")}"];
        }

        var file = Path.Combine(folder, "limit.db");
        await MeasuredProcess.RunTrackerAsync(["backup", file, .. Settings]);
        return [$"--file={file}"];
    }

    /// <summary>A connection to our store, to look at it.</summary>
    public async Task<DbConnection> OpenAsync()
    {
        DbConnection connection = database is null ? new SqliteConnection($"Data Source={Path.Combine(folder, "tasktracker.db")};Pooling=False") : new NpgsqlConnection(database);
        await connection.OpenAsync();
        return connection;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
