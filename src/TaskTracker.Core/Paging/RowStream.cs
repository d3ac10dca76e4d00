using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Data;

namespace TaskTracker.Core.Paging;

/// <summary>
/// Rows by id, read a batch at a time while they are taken. Between two batches nothing is open in the store, so a
/// client that takes its rows slowly holds no connection and no old snapshot. In return, a row that changes meanwhile
/// may be seen as it was or as it is.
/// </summary>
public sealed class RowStream<T> : IAsyncEnumerable<T> where T : class
{
    private const int BatchSize = 500;

    private readonly TrackerDatabase database;
    private readonly Func<TrackerDbContext, int, IQueryable<T>> after;
    private readonly Func<T, int> idOf;
    private readonly int skip;
    private readonly int limit;

    /// <param name="database">The store.</param>
    /// <param name="after">The rows whose id is greater than the given one, by id.</param>
    /// <param name="idOf">A row's id.</param>
    /// <param name="skip">Rows to leave out at the start.</param>
    /// <param name="limit">Most rows; null for all.</param>
    internal RowStream(TrackerDatabase database, Func<TrackerDbContext, int, IQueryable<T>> after, Func<T, int> idOf, int skip, int? limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(skip);
        ArgumentOutOfRangeException.ThrowIfNegative(limit ?? 0);
        (this.database, this.after, this.idOf, this.skip, this.limit) = (database, after, idOf, skip, limit ?? int.MaxValue);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        var lastId = 0;
        var toSkip = skip;
        for (var left = limit; left > 0;)
        {
            var wanted = Math.Min(left, BatchSize);
            var batch = await ReadAsync(lastId, toSkip, wanted, cancellationToken);
            foreach (var row in batch)
            {
                yield return row;
            }

            if (batch.Count < wanted)
            {
                yield break;
            }

            lastId = idOf(batch[^1]);
            toSkip = 0;
            left -= batch.Count;
        }
    }

    private async Task<List<T>> ReadAsync(int lastId, int toSkip, int wanted, CancellationToken cancellationToken)
    {
        using var read = await database.ReadAsync(cancellationToken);
        var rows = after(read.Context, lastId);
        rows = toSkip > 0 ? rows.Skip(toSkip) : rows;
        return await rows.Take(wanted).ToListAsync(cancellationToken);
    }
}
