using System.IO.Pipelines;
using TaskTracker.Core;
using TaskTracker.Server.Accounts;

namespace TaskTracker.Server.EventStreams;

/// <summary>One client's end of a stream: what is written to it, how long it may leave that unread, and when it is over.</summary>
internal sealed class EventStreamConnection : IDisposable
{
    // As much as is gathered before it is sent; the platform's own buffer, which holds back the writer, is four times as large.
    private const int FullAt = 16 * 1024;

    /// <summary>What a client is given to read the rest once the server stops; within the host's time for stopping.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    /// <summary>The same once the client has lost the right to the stream; with the time to notice it, less than two seconds.</summary>
    private static readonly TimeSpan RefusalTimeout = TimeSpan.FromSeconds(1);
    private readonly PipeWriter output;
    private readonly TimeSpan readTimeout;
    private readonly OpenCaller caller;
    private readonly CancellationToken stopping;
    private readonly CancellationTokenSource ending;
    private readonly CancellationTokenSource patience;
    private readonly CancellationTokenRegistration hurryToStop;
    private readonly CancellationTokenRegistration hurryToRefuse;

    public EventStreamConnection(HttpContext context, OpenCaller caller, TimeSpan readTimeout, CancellationToken stopping)
    {
        (this.readTimeout, this.caller, this.stopping) = (readTimeout, caller, stopping);
        output = context.Response.BodyWriter;
        Writer = new(output);
        ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping, caller.Ended);
        patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        hurryToStop = stopping.UnsafeRegister(static patience => ((CancellationTokenSource)patience!).CancelAfter(StopTimeout), patience);
        hurryToRefuse = caller.Ended.UnsafeRegister(static patience => ((CancellationTokenSource)patience!).CancelAfter(RefusalTimeout), patience);
    }

    public EventStreamWriter Writer { get; }

    /// <summary>Cancelled when nothing more is to be asked of the source.</summary>
    public CancellationToken Ending => ending.Token;

    /// <summary>Whether the server stops.</summary>
    public bool IsStopping => stopping.IsCancellationRequested;

    /// <summary>Why the client may not follow any more; null while it may.</summary>
    public AccessRefusal? Refusal => caller.Refusal;

    /// <summary>Sends what was written, and waits while the client has more unread than the connection's buffer holds.</summary>
    /// <exception cref="OperationCanceledException">The client has gone, or did not read; the connection is closed.</exception>
    public async ValueTask FlushAsync()
    {
        if (Writer.Pending == 0)
        {
            return;
        }

        Writer.Pending = 0;
        var flush = output.FlushAsync(patience.Token);
        if (!flush.IsCompleted)
        {
            BePatientFor(readTimeout);
        }

        await flush;
        BePatientFor(Timeout.InfiniteTimeSpan);
        patience.Token.ThrowIfCancellationRequested();
    }

    /// <summary>Sends when enough has gathered.</summary>
    /// <exception cref="OperationCanceledException">As <see cref="FlushAsync"/>.</exception>
    public ValueTask FlushWhenFullAsync() => Writer.Pending < FullAt ? default : FlushAsync();

    /// <summary>Asks nothing more of the source and waits for what is still being asked; what comes of that no longer matters.</summary>
    public async ValueTask EndAsync(Task pull)
    {
        await ending.CancelAsync();
        await pull.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        hurryToStop.Dispose();
        hurryToRefuse.Dispose();
        patience.Dispose();
        ending.Dispose();
    }

    private void BePatientFor(TimeSpan time)
    {
        patience.CancelAfter(time);
        // Asked afterwards, so that one that ends just now does not get the time of one that goes on.
        if (Refusal is not null || IsStopping)
        {
            patience.CancelAfter(Refusal is null ? StopTimeout : RefusalTimeout);
        }
    }
}
