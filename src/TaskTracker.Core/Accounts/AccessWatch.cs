using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Access;
using TaskTracker.Core.Data;

namespace TaskTracker.Core.Accounts;

/// <summary>
/// Counts the changes to what anybody may do, so that whoever remembers an answer to that question knows when to ask again. The count
/// is kept in the store, for changes that other processes make.
/// </summary>
public sealed class AccessWatch(TrackerDatabase database)
{
    private static readonly Func<TrackerDbContext, Task<long>> Stored = EF.CompileAsyncQuery(
        (TrackerDbContext context) => context.Identity.Where(i => i.Id == StoreIdentity.OnlyId).Select(i => i.AccessEpoch).Single());

    private long epoch;
    private long lastStored = -1;

    /// <summary>Moves whenever rights may have been taken from somebody.</summary>
    public long Epoch => Volatile.Read(ref epoch);

    /// <summary>Looks whether another process changed something.</summary>
    public async Task PollAsync(CancellationToken cancellationToken)
    {
        using var read = await database.ReadAsync(cancellationToken);
        var stored = await Stored(read.Context);
        if (Interlocked.Exchange(ref lastStored, stored) != stored)
        {
            Interlocked.Increment(ref epoch);
        }
    }

    /// <summary>
    /// Runs a write that changes what somebody may do. When it has been acknowledged, nobody is allowed by what was true before.
    /// </summary>
    internal async Task<Result<T>> WriteAsync<T>(Actor actor, Func<TrackerDbContext, Task<Result<T>>> work, CancellationToken cancellationToken)
        where T : class
    {
        var result = await database.WriteAsync<T>(
            actor,
            async context =>
            {
                var done = await work(context);
                if (done.Succeeded)
                {
                    await context.SaveChangesAsync();
                    await context.Identity.ExecuteUpdateAsync(row => row.SetProperty(i => i.AccessEpoch, i => i.AccessEpoch + 1));
                }

                return done;
            },
            cancellationToken);
        Interlocked.Increment(ref epoch);
        return result;
    }
}
