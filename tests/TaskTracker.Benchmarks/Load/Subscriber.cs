namespace TaskTracker.Benchmarks.Load;

/// <summary>Follows all changes on a connection of its own and notes each.</summary>
/// <param name="seen">Where it notes them.</param>
/// <param name="bufferSize">Of the connection.</param>
internal abstract class Subscriber(SeenChanges seen, int bufferSize) : LoadConnection(bufferSize)
{
    /// <summary>Connects and asks for the changes after a cursor.</summary>
    public abstract void Follow(Uri server, string after);

    protected SeenChanges Seen => seen;

    protected const string Subscription =
        "subscription ($after: String) { onTaskStatusChanged(after: $after) { cursor kind taskVersion fromStatus toStatus at task { databaseId title status } } }";
}
