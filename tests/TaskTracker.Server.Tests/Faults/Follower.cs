using System.Net.WebSockets;
using TaskTracker.Server.Tests.Following;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Faults;

/// <summary>
/// A subscriber as a careful client would be: it applies changes in order, remembers the cursor of the last one, and goes on after it
/// whenever the connection ends, for whatever reason.
/// </summary>
public sealed class Follower(ChangeSource source, string start)
{
    private readonly List<Applied> applied = [];

    /// <summary>Everything that was applied, in order. Read it when the follower has ended.</summary>
    public IReadOnlyList<Applied> Applied => applied;

    /// <summary>How often it connected.</summary>
    public int Connections { get; private set; }

    private string Cursor => applied.Count == 0 ? start : applied[^1].Cursor;

    /// <summary>Follows until the change of this cursor has been applied; drops its own connection now and then.</summary>
    /// <param name="end">The cursor to end at, once it is known.</param>
    /// <param name="endIsKnown">Cancelled when <paramref name="end"/> is known, so that who is there already need not wait for more.</param>
    /// <param name="random">Decides when to drop the connection.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async Task RunAsync(Task<string> end, Random random, CancellationToken endIsKnown, CancellationToken cancellationToken)
    {
        while (!IsAt(end))
        {
            using var round = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, end.IsCompleted ? default : endIsKnown);
            try
            {
                Connections++;
                var patience = random.Next(1, 400);
                await foreach (var change in source.FollowAsync(Cursor, until: null, round.Token))
                {
                    applied.Add(change);
                    if (IsAt(end) || --patience == 0)
                    {
                        break;
                    }
                }
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // The end is known: look whether this is it.
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or WebSocketException or InvalidOperationException)
            {
                // The server was killed, or is not back yet.
                await Polling.PauseAsync(cancellationToken);
            }
        }
    }

    private bool IsAt(Task<string> end) => end.IsCompleted && string.CompareOrdinal(Cursor, end.Result) >= 0;
}
