using System.Diagnostics;
using Npgsql;

namespace TaskTracker.Server.Tests.Hosting;

/// <summary>
/// A PostgreSQL cluster of the tests' own, in a temporary folder, on a socket in that folder: started when first asked for, ended with the
/// tests. It is not durable, which none of those who share it test.
/// </summary>
internal sealed class PostgresCluster
{
    private static readonly Lazy<PostgresCluster> Only = new(() => new PostgresCluster());

    private readonly string folder = Directory.CreateTempSubdirectory("tasktracker-postgres-").FullName;
    private readonly string programs = FindPrograms();
    private int databases;

    private PostgresCluster()
    {
        // PostgreSQL refuses to run as root.
        var asOther = Environment.UserName == "root" ? "setpriv --reuid=nobody --regid=nogroup --clear-groups " : "";
        Run($"{(asOther.Length > 0 ? $"chown nobody:nogroup {folder} && " : "")}{asOther}{programs}/initdb --pgdata={folder}/data --username=tracker --auth=trust --encoding=UTF8 --locale=C --no-sync");
        // It ends when this process does, in whatever way: the shell's input ends then.
        var server = Process.Start(new ProcessStartInfo(
            "sh",
            ["-c", $"{asOther}{programs}/postgres -D {folder}/data -k {folder} -h '' -c fsync=off -c max_connections=500 >{folder}/log 2>&1 & cat; kill -INT $!; wait; rm -rf {folder}"])
        {
            RedirectStandardInput = true,
        })!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            server.StandardInput.Close();
            server.WaitForExit(TimeSpan.FromSeconds(20));
        };
        for (var patience = Stopwatch.StartNew(); !IsReady();)
        {
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(1), $"PostgreSQL does not start: {File.ReadAllText(Path.Combine(folder, "log"))}");
        }
    }

    /// <summary>A new, empty database; how to connect to it.</summary>
    public static string CreateDatabase() => Only.Value.Create();

    private string Administration => $"Host={folder};Username=tracker;Database=postgres;Pooling=false";

    private string Create()
    {
        var name = $"tracker{Interlocked.Increment(ref databases)}";
        using var source = NpgsqlDataSource.Create(Administration);
        using var create = source.CreateCommand($"CREATE DATABASE {name}");
        create.ExecuteNonQuery();
        return $"Host={folder};Username=tracker;Database={name};Maximum Pool Size=20;Connection Idle Lifetime=5;Connection Pruning Interval=1";
    }

    private bool IsReady()
    {
        try
        {
            using var connection = new NpgsqlConnection(Administration);
            connection.Open();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static string FindPrograms() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Concat(Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(version => $"{version}/bin") : [])
            .FirstOrDefault(path => File.Exists($"{path}/initdb"))
        ?? throw new InvalidOperationException("PostgreSQL is missing, and these tests are about it. Install it: apt-get install postgresql");

    private static void Run(string command)
    {
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", command]) { RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
