namespace TaskTracker.Core.Changes;

/// <summary>A place in the change log that moves on. Nothing is held for it between two reads, so it may be as slow as it likes.</summary>
public sealed class Following
{
    private readonly ChangeFeed feed;
    private readonly ChangeFilter filter;
    private readonly long? last;
    private readonly long end;

    internal Following(ChangeFeed feed, ChangeFilter filter, long first, long? last, long end) =>
        (this.feed, this.filter, Place, this.last, this.end) = (feed, filter, first, last, end);

    /// <summary>Every wanted change up to here has been read. Who got what comes next from somebody else moves it on.</summary>
    public long Place { get; set; }

    /// <summary>Whether it never ends by itself.</summary>
    public bool IsEndless => last is null;

    /// <summary>Whether the last change that was asked for has been read.</summary>
    public bool HasEnded => Place >= last;

    /// <summary>The same changes, endlessly, from where the log ended when this one began.</summary>
    public Following FromEnd() => new(feed, filter, end, null, end);

    /// <summary>Gives up what it has not read yet.</summary>
    public void SkipToEnd() => Place = Math.Max(Place, feed.Head);

    /// <summary>
    /// The next wanted changes in order, as many as are there and perhaps none; waits when there is nothing more in the log. Refusal:
    /// <see cref="CursorExpired"/>.
    /// </summary>
    /// <param name="waiter">Who reads.</param>
    /// <exception cref="OperationCanceledException">The waiter was cancelled.</exception>
    public async ValueTask<Result<IReadOnlyList<TaskChange>>> ReadAsync(Waiter waiter)
    {
        var changes = await feed.ReadAfterAsync(Place, waiter);
        if (!changes.Succeeded)
        {
            return changes;
        }

        Place = changes.Value is [.., var newest] ? newest.Sequence : Place;
        return changes.Value.Where(change => !(change.Sequence > last) && filter.Matches(change)).ToList();
    }
}
