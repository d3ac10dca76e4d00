using System.Diagnostics;
using Npgsql;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Replicas;

/// <summary>PgBouncer in front of a database, which lends a session of it for a transaction.</summary>
internal sealed class PoolerProcess : IDisposable
{
    private const int Port = 6432;

    private readonly string folder = Directory.CreateTempSubdirectory("tasktracker-pooler-").FullName;
    private readonly Process process;

    private PoolerProcess(NpgsqlConnectionStringBuilder database, int sessions)
    {
        File.WriteAllText(Path.Combine(folder, "pgbouncer.ini"), $"""
            [databases]
            * = host={database.Host} user={database.Username}
            [pgbouncer]
            listen_addr =
            listen_port = {Port}
            unix_socket_dir = {folder}
            auth_type = any
            pool_mode = transaction
            default_pool_size = {sessions}
            """);
        Connection = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Host = folder, Port = Port }.ConnectionString;
        // It ends when this process does, in whatever way: the shell's input ends then.
        process = PostgresCluster.StartAsNobody(folder, $"{InstalledProgram.Find("pgbouncer", "pgbouncer")} {folder}/pgbouncer.ini >{folder}/log 2>&1 <&- & cat; kill $!; wait");
    }

    /// <summary>How to connect to the database through it.</summary>
    public string Connection { get; }

    /// <summary>Starts it, and waits until it lets somebody in.</summary>
    /// <param name="database">How to connect to the database.</param>
    /// <param name="sessions">How many sessions it may have there.</param>
    public static async Task<PoolerProcess> StartAsync(string database, int sessions)
    {
        var pooler = new PoolerProcess(new(database), sessions);
        await Polling.UntilAsync(() => Task.FromResult(File.Exists(Path.Combine(pooler.folder, $".s.PGSQL.{Port}")) ? pooler : null));
        return pooler;
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit(TimeSpan.FromSeconds(20));
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
