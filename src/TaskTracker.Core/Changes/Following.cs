using System.Runtime.CompilerServices;

namespace TaskTracker.Core.Changes;

/// <summary>A place in the change log that moves on. Nothing is held for it between two reads, so it may be as slow as it likes.</summary>
public sealed class Following
{
    private readonly ChangeFeed feed;
    private readonly ChangeFilter filter;
    private readonly long first;
    private readonly long? last;

    internal Following(ChangeFeed feed, ChangeFilter filter, long first, long? last) =>
        (this.feed, this.filter, this.first, this.last) = (feed, filter, first, last);

    /// <summary>
    /// The wanted changes in order, as many at a time as are there; waits when there is nothing more and ends after the last one that was
    /// asked for. A refusal, <see cref="CursorExpired"/>, is the last that comes.
    /// </summary>
    public async IAsyncEnumerable<Result<IReadOnlyList<TaskChange>>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var place = first; last is null || place < last;)
        {
            var changes = await feed.ReadAfterAsync(place, cancellationToken);
            yield return changes.Succeeded ? changes.Value.Where(change => !(change.Sequence > last) && filter.Matches(change)).ToList() : changes;
            if (!changes.Succeeded)
            {
                yield break;
            }

            place = changes.Value is [.., var newest] ? newest.Sequence : place;
        }
    }
}
