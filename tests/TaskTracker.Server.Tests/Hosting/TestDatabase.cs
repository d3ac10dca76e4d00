using System.Collections.Concurrent;

namespace TaskTracker.Server.Tests.Hosting;

/// <summary>Which database the servers of the tests have: SQLite, or PostgreSQL where <c>TASKTRACKER_TEST_DATABASE=Postgres</c> says so.</summary>
internal static class TestDatabase
{
    private static readonly ConcurrentDictionary<string, string> Connections = new(StringComparer.Ordinal);

    // With the tables already: making them takes as long as all else that a server does to start.
    private static readonly Lazy<byte[]> EmptyStore = new(() =>
    {
        using var folder = new TemporaryFolder();
        StartOnceIn(folder.Path);
        return File.ReadAllBytes(folder.File("tasktracker.db"));
    });

    public static bool IsPostgres { get; } = Environment.GetEnvironmentVariable("TASKTRACKER_TEST_DATABASE") == "Postgres";

    /// <summary>An argument of a command line, and after one that names the folder what else gives it the folder's database.</summary>
    public static IEnumerable<string> Complete(string argument)
    {
        const string folder = "--Database:Folder=";
        return argument.StartsWith(folder, StringComparison.Ordinal)
            ? SettingsFor(argument[folder.Length..]).Select(setting => $"--{setting.Name}={setting.Value}")
            : [argument];
    }

    /// <summary>The settings that give a server the database that belongs to a folder; an empty one the first time.</summary>
    public static IEnumerable<(string Name, string Value)> SettingsFor(string folder)
    {
        yield return ("Database:Folder", folder);
        if (IsPostgres)
        {
            yield return ("Database:Provider", "Postgres");
            yield return ("Database:ConnectionString", ConnectionOf(folder));
        }
    }

    /// <summary>Puts a new store into a folder, as a server leaves it that started there, for another to start sooner.</summary>
    public static void Prepare(string folder)
    {
        // PostgreSQL's databases are copies of one already.
        if (!IsPostgres)
        {
            File.WriteAllBytes(Path.Combine(folder, "tasktracker.db"), EmptyStore.Value);
        }
    }

    /// <summary>Makes the tables of an empty database, and nothing in them: each store has an identity of its own.</summary>
    public static void StartOnceIn(string folder)
    {
        using (TrackerServer.With([], folder))
        {
        }

        using var store = Store.Open(folder);
        store.Read("DELETE FROM store_identity");
    }

    /// <summary>From now on a folder has this database.</summary>
    public static void Give(string folder, string connection) => Connections[folder] = connection;

    /// <summary>How to connect to the database of PostgreSQL that belongs to a folder.</summary>
    public static string ConnectionOf(string folder) => Connections.GetOrAdd(folder, _ => PostgresCluster.CreateDatabase());
}
