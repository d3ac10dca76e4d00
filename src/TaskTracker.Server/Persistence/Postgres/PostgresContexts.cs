using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Options;
using Npgsql;
using TaskTracker.Server.Configuration;

namespace TaskTracker.Server.Persistence.Postgres;

/// <summary>Makes contexts and keeps those that are not used; connections come from the driver's pool.</summary>
internal sealed class PostgresContexts : IAsyncDisposable
{
    private const int MaximumIdle = 64;

    private readonly ConcurrentBag<PostgresTrackerDbContext> idle = [];
    private readonly DbContextOptions<PostgresTrackerDbContext> options;

    public PostgresContexts(IOptions<DatabaseOptions> settings, ILoggerFactory loggers, IEnumerable<IInterceptor> interceptors)
    {
        if (string.IsNullOrWhiteSpace(settings.Value.ConnectionString))
        {
            throw new StartupException("Database:Provider is Postgres, which needs Database:ConnectionString, such as Host=localhost;Database=tasktracker;Username=tasktracker.");
        }

        try
        {
            var connection = Complete(settings.Value.ConnectionString);
            Store = $"database {connection.Database} on {connection.Host}";
            Source = Create("tasktracker", connection.ConnectionString);
            Signals = Create("signals", new NpgsqlConnectionStringBuilder(connection.ConnectionString) { ApplicationName = "TaskTracker signals", MaxPoolSize = 2, MinPoolSize = 0 }.ConnectionString);
        }
        catch (ArgumentException exception)
        {
            throw new StartupException($"Database:ConnectionString is none that PostgreSQL's driver understands. ({exception.Message})", exception);
        }

        options = Configure(new DbContextOptionsBuilder<PostgresTrackerDbContext>(), Source).UseLoggerFactory(loggers).AddInterceptors(interceptors).Options;
    }

    /// <summary>The connections.</summary>
    public NpgsqlDataSource Source { get; }

    /// <summary>The connections that wake other servers: their own, so that no crowd of writers delays them.</summary>
    public NpgsqlDataSource Signals { get; }

    /// <summary>What to call the store.</summary>
    public string Store { get; }

    /// <summary>A context; give it back.</summary>
    public PostgresTrackerDbContext Take() => idle.TryTake(out var context) ? context : new(options);

    /// <summary>Takes a context back that has no transaction open.</summary>
    public void GiveBack(PostgresTrackerDbContext context)
    {
        context.ChangeTracker.Clear();
        context.Writer = null;
        if (idle.Count < MaximumIdle)
        {
            idle.Add(context);
        }
        else
        {
            context.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (idle.TryTake(out var context))
        {
            await context.DisposeAsync();
        }

        await Source.DisposeAsync();
        await Signals.DisposeAsync();
    }

    // What the connection string may say otherwise.
    private static NpgsqlConnectionStringBuilder Complete(string given)
    {
        var connection = new NpgsqlConnectionStringBuilder(given) { ApplicationName = "TaskTracker" };
        if (!connection.ShouldSerialize("Max Auto Prepare"))
        {
            // Parsing and planning a statement anew takes the database as long as running it.
            connection.MaxAutoPrepare = 100;
        }

        if (!connection.ShouldSerialize("No Reset On Close"))
        {
            // Nothing here leaves anything in its session.
            connection.NoResetOnClose = true;
        }

        return connection;
    }

    /// <param name="name">What metrics call it; they would tell the connection string otherwise.</param>
    /// <param name="connection">How to connect.</param>
    private static NpgsqlDataSource Create(string name, string connection)
    {
        var builder = new NpgsqlDataSourceBuilder(connection) { Name = name };
        // What the server asks by itself would be a trace each second.
        builder.ConfigureTracing(traces => traces.ConfigureCommandFilter(_ => Activity.Current is not null).ConfigureBatchFilter(_ => Activity.Current is not null));
        return builder.Build();
    }

    private static DbContextOptionsBuilder<PostgresTrackerDbContext> Configure(DbContextOptionsBuilder<PostgresTrackerDbContext> builder, NpgsqlDataSource source)
    {
        builder.UseNpgsql(source);
        builder.SetUpStore();
        return builder;
    }

    /// <summary>Lets the EF tools make migrations without a server.</summary>
    private sealed class DesignTimeFactory : IDesignTimeDbContextFactory<PostgresTrackerDbContext>
    {
        public PostgresTrackerDbContext CreateDbContext(string[] args) =>
            new(Configure(new DbContextOptionsBuilder<PostgresTrackerDbContext>(), NpgsqlDataSource.Create("Host=nowhere")).Options);
    }
}
