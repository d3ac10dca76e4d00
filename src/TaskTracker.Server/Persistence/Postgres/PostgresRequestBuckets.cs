using TaskTracker.Server.Limits;

namespace TaskTracker.Server.Persistence.Postgres;

/// <summary>
/// Adds up in the database what clients took at all servers, once a second and for those who took something: no request waits for it. So a client can take as much at each server
/// as its bucket holds, within one second; what was too much is then missing everywhere until it has been filled again.
/// </summary>
internal sealed class PostgresRequestBuckets(TimeProvider time, PostgresContexts contexts, ILogger<PostgresRequestBuckets> logger) : RequestBuckets(time)
{
    // The lock tells the function settled_place that this transaction writes no changes. In one order, so that servers never wait for each other in a circle.
    private const string Exchange = """
        WITH harmless AS MATERIALIZED (SELECT pg_advisory_xact_lock_shared(2, 0))
        INSERT INTO request_buckets AS known (client, size, tokens, filled)
        SELECT client, size, size - taken, now() FROM harmless, unnest($1, $2, $3) AS took (client, size, taken) ORDER BY client, size
        ON CONFLICT (client, size) DO UPDATE SET
            tokens = least(known.size, known.tokens + extract(epoch FROM now() - known.filled) / 60 * known.size) - (excluded.size - excluded.tokens),
            filled = now()
        RETURNING client, size, tokens
        """;

    private const string Forgotten = "DELETE FROM request_buckets WHERE filled < now() - interval '10 minutes'";

    private int exchanges;

    public override async Task ExchangeAsync(CancellationToken cancellationToken)
    {
        var taken = Forget();
        if (taken.Count == 0)
        {
            return;
        }

        try
        {
            await using var exchange = contexts.Signals.CreateCommand(Exchange);
            exchange.Parameters.Add(new() { Value = taken.ConvertAll(one => one.Client) });
            exchange.Parameters.Add(new() { Value = taken.ConvertAll(one => one.Size) });
            exchange.Parameters.Add(new() { Value = taken.ConvertAll(one => one.Taken) });
            await using (var bucket = await exchange.ExecuteReaderAsync(cancellationToken))
            {
                while (await bucket.ReadAsync(cancellationToken))
                {
                    Correct(bucket.GetString(0), bucket.GetInt32(1), bucket.GetDouble(2));
                }
            }

            if (++exchanges % 600 == 1)
            {
                await using var forget = contexts.Signals.CreateCommand(Forgotten);
                await forget.ExecuteNonQueryAsync(cancellationToken);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.LogWarning(exception, "What clients asked of this server could not be added to what they asked of others; each server counts by itself meanwhile");
        }
    }
}
