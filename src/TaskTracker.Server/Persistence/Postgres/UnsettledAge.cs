using System.Diagnostics.Metrics;
using TaskTracker.Core;

namespace TaskTracker.Server.Persistence.Postgres;

/// <summary>
/// Measures for how long committed changes have been waiting for older transactions to end: nobody is told of them before (docs/decisions/0013-postgresql.md), so
/// somebody's forgotten transaction shows here.
/// </summary>
internal sealed class UnsettledAge(PostgresContexts contexts, IMeterFactory meters) : BackgroundService
{
    private const string Question = "SELECT coalesce(extract(epoch FROM clock_timestamp() - min(at)), 0)::float8 FROM task_changes WHERE sequence >= (SELECT settled_place())";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var age = 0.0;
        meters.Create(Meters.Name).CreateObservableGauge(
            "tasktracker.changes.unsettled.age", () => Volatile.Read(ref age), "s", "The age of the oldest committed change that older transactions keep from being told.");
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var command = contexts.Source.CreateCommand(Question);
                Volatile.Write(ref age, Math.Max(0, (double)(await command.ExecuteScalarAsync(stoppingToken))!));
            }
            catch (Exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Others tell that the database cannot be reached; the age stays as it was last seen.
            }
        }
    }
}
