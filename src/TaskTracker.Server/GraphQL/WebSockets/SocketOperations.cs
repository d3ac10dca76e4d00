namespace TaskTracker.Server.GraphQL.WebSockets;

/// <summary>The operations of one socket: those whose ids are taken, and those that still run after their client stopped them.</summary>
internal sealed class SocketOperations(int limit)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, RunningOperation> byId = new(StringComparer.Ordinal);
    private TaskCompletionSource? ended;
    private int running;

    public Admission TryAdd(RunningOperation operation)
    {
        lock (gate)
        {
            if (byId.ContainsKey(operation.Id))
            {
                return Admission.IdTaken;
            }

            // Stopped operations take a moment to end, but nobody shall start and stop them without bound.
            if (byId.Count >= limit || running >= 2 * limit)
            {
                return Admission.TooMany;
            }

            byId.Add(operation.Id, operation);
            running++;
            return Admission.Added;
        }
    }

    /// <summary>The client wants no more of it. An unknown id is of an operation that has just ended.</summary>
    public void Stop(string id)
    {
        RunningOperation? operation;
        lock (gate)
        {
            byId.Remove(id, out operation);
        }

        operation?.Stop();
    }

    public void StopAll()
    {
        RunningOperation[] operations;
        lock (gate)
        {
            operations = [.. byId.Values];
            byId.Clear();
        }

        foreach (var operation in operations)
        {
            operation.Stop();
        }
    }

    /// <summary>Frees the id, so that the client may use it again as soon as it hears of the end. False: it was stopped before.</summary>
    public bool TryFinish(RunningOperation operation)
    {
        lock (gate)
        {
            return !operation.IsStopped && byId.Remove(operation.Id);
        }
    }

    /// <summary>Nothing of the operation runs any more.</summary>
    public void Ended()
    {
        lock (gate)
        {
            if (--running == 0)
            {
                ended?.SetResult();
            }
        }
    }

    /// <summary>Completes when nothing runs any more; nothing may be added after asking.</summary>
    public Task WhenAllEndedAsync()
    {
        lock (gate)
        {
            if (running == 0)
            {
                return Task.CompletedTask;
            }

            ended ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return ended.Task;
        }
    }
}

/// <summary>What becomes of a request to start an operation.</summary>
internal enum Admission
{
    Added,
    IdTaken,
    TooMany,
}
