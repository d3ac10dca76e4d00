using TaskTracker.Core.Data;

namespace TaskTracker.Core.Changes;

/// <summary>A view of the store that does not move while it is read, and the place in the change log that it shows.</summary>
internal sealed class Snapshot(IAsyncDisposable transaction, string cursor) : IAsyncDisposable
{
    /// <summary>Everything up to this cursor is in the snapshot, and nothing after it.</summary>
    public string Cursor => cursor;

    /// <summary>Takes one, when somebody wants to know its place; null means to read without.</summary>
    public static async Task<Snapshot?> TakeAsync(bool wanted, TrackerDatabase database, TrackerDbContext context, CancellationToken cancellationToken)
    {
        if (!wanted)
        {
            return null;
        }

        var transaction = await context.BeginSnapshotAsync(cancellationToken);
        var head = await ChangeReader.FindHeadAsync(context);
        return new Snapshot(transaction, ChangeCursor.Encode(database.CursorKey.Span, head));
    }

    public ValueTask DisposeAsync() => transaction.DisposeAsync();
}
