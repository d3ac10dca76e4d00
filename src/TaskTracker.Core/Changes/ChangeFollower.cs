using TaskTracker.Core.Access;

namespace TaskTracker.Core.Changes;

/// <summary>Begins to follow the change log, for every door that delivers changes live.</summary>
public sealed class ChangeFollower(ChangeReader reader, ChangeFeed feed)
{
    /// <summary>
    /// Begins after a cursor, or now: what is committed from here on is then delivered. Refusals: <see cref="AccessRefusal"/>, <see cref="InvalidChangeCursor"/>,
    /// <see cref="CursorExpired"/>.
    /// </summary>
    /// <param name="actor">Who follows.</param>
    /// <param name="filter">Which changes.</param>
    /// <param name="after">The cursor to begin after; null to begin now.</param>
    /// <param name="afterName">Where <paramref name="after"/> came from, for the refusal.</param>
    /// <param name="until">The cursor to end after; null to go on.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<Result<Following>> BeginAsync(
        Actor actor, ChangeFilter filter, string? after, string afterName, string? until, CancellationToken cancellationToken)
    {
        if (AccessRules.Refuse(actor, Permissions.ReadTasks) is { } refusal)
        {
            return refusal;
        }

        var head = await reader.FindHeadAsync(cancellationToken);
        var first = after is null ? new ChangePlace(head) : await reader.FindAsync(after, afterName, cancellationToken);
        if (!first.Succeeded)
        {
            return first.Refusal;
        }

        if (until is null)
        {
            return new Following(feed, filter, first.Value.Sequence, null, head);
        }

        var last = await reader.FindAsync(until, "until", cancellationToken);
        return last.Succeeded ? new Following(feed, filter, first.Value.Sequence, last.Value.Sequence, head) : last.Refusal;
    }

    /// <summary>The cursor of the place that somebody has come to.</summary>
    public string CursorOf(Following following) => reader.CursorOf(following.Place);

    /// <summary>The cursor of a change.</summary>
    public string CursorOf(TaskChange change) => reader.CursorOf(change.Sequence);
}
