using System.Diagnostics;
using TaskTracker.Core.Data;
using TaskTracker.Server.GraphQL.Errors;

namespace TaskTracker.Server.Operations;

/// <summary>What is told, by both doors and to the log, when the store is in trouble.</summary>
internal sealed class StoreRefusals(TrackerDatabase database, ILogger<StoreRefusals> logger)
{
    // Long enough not to add to the trouble; most locks are held for milliseconds.
    private const int RetryAfterSeconds = 1;

    // There can be as many refusals as there are requests, and the log may be on the same full disk.
    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private string? logged;
    private long loggedAt;

    /// <summary>The refusal for an exception that the store is to blame for; null for any other, which is a defect.</summary>
    /// <param name="exception">What happened.</param>
    /// <param name="where">Where, for the log.</param>
    public CodedError? Of(Exception exception, string where)
    {
        if (database.TroubleOf(exception) is not { } trouble)
        {
            return null;
        }

        Log(trouble.Advice, where);
        return trouble.Passes
            ? new(ErrorCodes.StoreBusy, trouble.Message) { RetryAfterSeconds = RetryAfterSeconds }
            : new(ErrorCodes.StoreUnavailable, trouble.Message);
    }

    private void Log(string advice, string where)
    {
        lock (gate)
        {
            if (advice == logged && Stopwatch.GetElapsedTime(loggedAt) < LogInterval)
            {
                return;
            }

            (logged, loggedAt) = (advice, Stopwatch.GetTimestamp());
        }

        logger.LogWarning("{Where} was refused. {Advice}", where, advice);
    }
}
