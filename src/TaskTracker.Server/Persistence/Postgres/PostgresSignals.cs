using Npgsql;
using TaskTracker.Core.Data;

namespace TaskTracker.Server.Persistence.Postgres;

/// <summary>
/// Wakes those who follow the log on all servers when one has committed. It only wakes: a notification that is lost costs the time until
/// the next look, once a second.
/// </summary>
/// <remarks>Told after the commit and not in it: notifying transactions commit one after the other on the whole cluster.</remarks>
internal sealed class PostgresSignals(NpgsqlDataSource source, CommitSignal committed, ILogger logger) : IAsyncDisposable
{
    private const string Channel = "tasktracker_committed";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource stopping = new();
    private readonly AsyncAutoResetEvent news = new();
    private Task work = Task.CompletedTask;

    public void Start() => work = Task.WhenAll(Task.Run(() => RepeatAsync(ListenAsync)), Task.Run(() => RepeatAsync(NotifyAsync)));

    /// <summary>A transaction has ended. Those who end at about the same time share a notification.</summary>
    public void Raise()
    {
        committed.Raise();
        news.Set();
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
        news.Dispose();
    }

    private async Task ListenAsync()
    {
        await using var connection = await source.OpenConnectionAsync(stopping.Token);
        connection.Notification += (_, _) => committed.Raise();
        await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(stopping.Token);
        }

        // What was committed while nobody listened.
        committed.Raise();
        while (true)
        {
            await connection.WaitAsync(stopping.Token);
        }
    }

    private async Task NotifyAsync()
    {
        while (true)
        {
            await news.WaitAsync(Timeout.InfiniteTimeSpan, stopping.Token);
            // The lock tells the function settled_place that this transaction writes no changes.
            await using var notify = source.CreateCommand($"SELECT pg_advisory_xact_lock_shared(2, 0); NOTIFY {Channel}");
            await notify.ExecuteNonQueryAsync(stopping.Token);
        }
    }

    private async Task RepeatAsync(Func<Task> attempt)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await attempt();
            }
            catch (Exception exception) when (!stopping.IsCancellationRequested)
            {
                logger.LogWarning(exception, "Other servers cannot be told of commits or heard; trying again in {Pause}", Pause);
                await Task.Delay(Pause, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
