using System.Diagnostics.Metrics;
using NpgsqlTypes;
using TaskTracker.Core.Accounts;

namespace TaskTracker.Server.Persistence.Postgres;

/// <summary>Counts attempts to sign in and up in the database, for all servers together and by its clock. Each costs a statement or two, which a password's hash outweighs.</summary>
internal sealed class PostgresSignInAttempts(SignInLimits limits, TimeProvider time, IMeterFactory meters, PostgresContexts contexts) : SignInAttempts(limits, time, meters)
{
    private const int CountsForEachForgetting = 100;

    // Counted only where there is room: who is refused writes nothing.
    private const string Count = """
        INSERT INTO sign_in_attempts AS known (counted, attempts, since) VALUES ($1, 1, now())
        ON CONFLICT (counted) DO UPDATE SET
            attempts = CASE WHEN known.since + $3 <= now() THEN 1 ELSE known.attempts + 1 END,
            since = CASE WHEN known.since + $3 <= now() THEN now() ELSE known.since END
        WHERE known.attempts < $2 OR known.since + $3 <= now()
        RETURNING 1
        """;

    protected override async ValueTask<TimeSpan?> TakeAsync(string counted, int maximum)
    {
        await using var count = contexts.Source.CreateCommand(Count);
        count.Parameters.Add(new() { Value = counted });
        count.Parameters.Add(new() { Value = maximum });
        count.Parameters.Add(new() { Value = Window });
        if (await count.ExecuteScalarAsync() is not null)
        {
            if (Random.Shared.Next(CountsForEachForgetting) == 0)
            {
                await ForgetAsync("");
            }

            return null;
        }

        await using var wait = contexts.Source.CreateCommand("SELECT since + $2 - now() FROM sign_in_attempts WHERE counted = $1");
        wait.Parameters.Add(new() { Value = counted });
        wait.Parameters.Add(new() { Value = Window, NpgsqlDbType = NpgsqlDbType.Interval });
        return await wait.ExecuteScalarAsync() is TimeSpan left && left > TimeSpan.Zero ? left : TimeSpan.FromSeconds(1);
    }

    protected override async ValueTask ForgetAsync(string counted)
    {
        // With those whose time is over.
        await using var forget = contexts.Source.CreateCommand("DELETE FROM sign_in_attempts WHERE counted = $1 OR since + $2 <= now()");
        forget.Parameters.Add(new() { Value = counted });
        forget.Parameters.Add(new() { Value = Window, NpgsqlDbType = NpgsqlDbType.Interval });
        await forget.ExecuteNonQueryAsync();
    }
}
