using TaskTracker.Core.Data;

namespace TaskTracker.Core.Changes;

/// <summary>
/// The place in the change log that a list shows, and a view of the store that does not move while it is read, where the database can tell the place of one.
/// </summary>
internal sealed class Snapshot(IAsyncDisposable? transaction, string cursor) : IAsyncDisposable
{
    /// <summary>Everything up to this cursor is in the list; nothing after it, where there is a view that does not move.</summary>
    public string Cursor => cursor;

    /// <summary>Takes one, when somebody wants to know its place; null means to read without.</summary>
    public static async Task<Snapshot?> TakeAsync(bool wanted, TrackerDatabase database, TrackerDbContext context, CancellationToken cancellationToken)
    {
        if (!wanted)
        {
            return null;
        }

        var transaction = context.AsksForHeadFirst ? null : await context.BeginSnapshotAsync(cancellationToken);
        var head = await ChangeReader.FindHeadAsync(context);
        return new Snapshot(transaction, ChangeCursor.Encode(database.CursorKey.Span, head));
    }

    public ValueTask DisposeAsync() => transaction?.DisposeAsync() ?? default;
}
