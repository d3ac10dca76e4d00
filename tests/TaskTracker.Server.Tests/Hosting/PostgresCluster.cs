using System.Diagnostics;
using Npgsql;

namespace TaskTracker.Server.Tests.Hosting;

/// <summary>
/// A PostgreSQL cluster of the tests' own, in a temporary folder, on a socket in that folder. Most tests share one, which is started when first asked
/// for, ends with the tests, and is not durable.
/// </summary>
internal sealed class PostgresCluster : IDisposable
{
    /// <summary>How many connections a server of the tests keeps at most.</summary>
    public const int PoolSize = 20;

    private static readonly Lazy<PostgresCluster> Only = new(() => new PostgresCluster("-c fsync=off -c synchronous_commit=off -c full_page_writes=off"));

    private readonly string folder = Directory.CreateTempSubdirectory("tasktracker-postgres-").FullName;
    private readonly string programs = FindPrograms();
    private readonly Process server;
    private int databases;

    private PostgresCluster(string settings)
    {
        GiveToNobody(folder);
        Run($"{programs}/initdb --pgdata={folder}/data --username=tracker --auth=trust --encoding=UTF8 --locale=C --no-sync");
        // It ends when this process does, in whatever way: the shell's input ends then.
        server = Start($"{programs}/postgres -D {folder}/data -k {folder} -h '' -c max_connections=500 -c jit=off {settings} >{folder}/log 2>&1 & cat; {Control("stop --mode=fast")}; rm -rf {folder}");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
        AwaitReady();
    }

    /// <summary>One that keeps what it acknowledges, for a test that ends it. Dispose it.</summary>
    public static PostgresCluster StartDurable() => new("");

    // With the tables already: making them takes longer than all else that a server does to start.
    private static readonly Lazy<string> Template = new(CreateTemplate);

    /// <summary>Starts a shell that may write to a folder, and not as root: PostgreSQL's programs refuse to run as root.</summary>
    public static Process StartAsNobody(string folder, string command)
    {
        GiveToNobody(folder);
        return Start(command);
    }

    /// <summary>A new database of the shared cluster, with tables and nothing in them; how to connect to it.</summary>
    public static string CreateDatabase() => Only.Value.Create(Template.Value);

    /// <summary>The same without tables.</summary>
    public static string CreateEmptyDatabase() => Only.Value.Create();

    /// <summary>A new database, empty or as another one is; how to connect to it.</summary>
    public string Create(string? template = null)
    {
        var name = $"tracker{Interlocked.Increment(ref databases)}";
        using var source = NpgsqlDataSource.Create(Administration);
        using var create = source.CreateCommand($"CREATE DATABASE {name} TEMPLATE {template ?? "template1"}");
        create.ExecuteNonQuery();
        return $"Host={folder};Username=tracker;Database={name};Maximum Pool Size={PoolSize};Connection Idle Lifetime=5;Connection Pruning Interval=1";
    }

    /// <summary>Ends it at once, as a crash would, and starts it again; returns when it lets somebody in.</summary>
    public void RestartImmediately()
    {
        Run(Control("restart --mode=immediate"));
        AwaitReady();
    }

    public void Dispose()
    {
        if (server.StandardInput.BaseStream.CanWrite)
        {
            server.StandardInput.Close();
            server.WaitForExit(TimeSpan.FromSeconds(20));
        }
    }

    private string Control(string action) => $"{programs}/pg_ctl --pgdata={folder}/data --log={folder}/log --silent {action}";

    private void AwaitReady()
    {
        for (var patience = Stopwatch.StartNew(); !IsReady();)
        {
            // Not before: the log is there when the shell has begun.
            if (patience.Elapsed > TimeSpan.FromMinutes(1))
            {
                Assert.Fail($"PostgreSQL does not start: {File.ReadAllText(Path.Combine(folder, "log"))}");
            }

            Thread.Sleep(Polling.Interval);
        }
    }

    private static string CreateTemplate()
    {
        var connection = Only.Value.Create();
        using var folder = new TemporaryFolder();
        TestDatabase.Give(folder.Path, connection);
        TestDatabase.StartOnceIn(folder.Path);
        return new NpgsqlConnectionStringBuilder(connection).Database!;
    }

    private string Administration => $"Host={folder};Username=tracker;Database=postgres;Pooling=false";

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
        using var process = Start(command);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private static void GiveToNobody(string folder)
    {
        if (IsRoot)
        {
            using var giving = Process.Start("chown", ["-R", "nobody:nogroup", folder]);
            giving.WaitForExit();
        }
    }

    private static bool IsRoot => Environment.UserName == "root";

    private static Process Start(string command) => Process.Start(new ProcessStartInfo(
        IsRoot ? "setpriv" : "sh", [.. IsRoot ? ["--reuid=nobody", "--regid=nogroup", "--clear-groups", "sh"] : Array.Empty<string>(), "-c", command])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;
}
