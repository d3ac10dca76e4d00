using System.Threading.Channels;
using TaskTracker.Server.Tests.Following;

namespace TaskTracker.Server.Tests.Replicas;

/// <summary>What a subscriber gets over one connection.</summary>
internal sealed class Reception
{
    private readonly Channel<Applied> arriving = Channel.CreateUnbounded<Applied>();
    private readonly List<Applied> applied = [];
    private readonly CancellationToken bound;

    public Reception(ChangeSource source, string after, CancellationToken cancellationToken)
    {
        bound = cancellationToken;
        _ = Task.Run(() => ReadAsync(source, after), CancellationToken.None);
    }

    /// <summary>What was taken so far.</summary>
    public IReadOnlyList<Applied> Applied => applied;

    /// <summary>Takes what comes, up to and with the change of this cursor.</summary>
    public async Task<IReadOnlyList<Applied>> UntilAsync(string cursor)
    {
        while (applied.LastOrDefault()?.Cursor is not { } last || string.CompareOrdinal(last, cursor) < 0)
        {
            applied.Add(await arriving.Reader.ReadAsync(bound));
        }

        return applied;
    }

    private async Task ReadAsync(ChangeSource source, string after)
    {
        try
        {
            await foreach (var change in source.FollowAsync(after, until: null, bound))
            {
                await arriving.Writer.WriteAsync(change, CancellationToken.None);
            }

            arriving.Writer.Complete();
        }
        catch (Exception exception)
        {
            // For whoever waits for more.
            arriving.Writer.Complete(exception);
        }
    }
}
