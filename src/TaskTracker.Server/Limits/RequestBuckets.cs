using System.Collections.Concurrent;

namespace TaskTracker.Server.Limits;

/// <summary>
/// Token buckets by client: full at first, filled again evenly within a minute. Who finds too little in one takes nothing and is told how long to wait. Here they
/// are this server's own; servers that share a store exchange what was taken (<see cref="ExchangeAsync"/>), and a bucket that was overdrawn meanwhile fills up from below
/// zero.
/// </summary>
internal class RequestBuckets(TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Client, int Size), Bucket> buckets = new();

    /// <summary>Takes from a client's bucket.</summary>
    /// <param name="client">Whose.</param>
    /// <param name="size">How much it holds, and gets in a minute.</param>
    /// <param name="count">How much to take; at most its size.</param>
    /// <returns>Null when it was taken; otherwise how long to wait.</returns>
    public TimeSpan? Take(string client, int size, int count)
    {
        while (true)
        {
            var bucket = buckets.GetOrAdd((client, size), static (key, now) => new Bucket(key.Size, now.GetTimestamp()), time);
            lock (bucket)
            {
                if (bucket.IsGone)
                {
                    continue;
                }

                bucket.Fill(time);
                if (bucket.Tokens < count)
                {
                    return TimeSpan.FromMinutes((count - bucket.Tokens) / size);
                }

                bucket.Tokens -= count;
                bucket.Taken += count;
                return null;
            }
        }
    }

    /// <summary>Tells others what was taken since the last time and hears what they took. Called once a second.</summary>
    public virtual Task ExchangeAsync(CancellationToken cancellationToken)
    {
        Forget();
        return Task.CompletedTask;
    }

    /// <summary>What was taken since the last time; from whom nobody takes any more is forgotten when it is full.</summary>
    protected List<(string Client, int Size, int Taken)> Forget()
    {
        var taken = new List<(string, int, int)>();
        foreach (var (key, bucket) in buckets)
        {
            lock (bucket)
            {
                bucket.Fill(time);
                if (bucket.Taken > 0)
                {
                    taken.Add((key.Client, key.Size, bucket.Taken));
                    bucket.Taken = 0;
                }
                else if (bucket.Tokens >= key.Size)
                {
                    bucket.IsGone = true;
                    buckets.TryRemove(key, out _);
                }
            }
        }

        return taken;
    }

    /// <summary>What is in a bucket after all have taken from it.</summary>
    protected void Correct(string client, int size, double tokens)
    {
        if (buckets.TryGetValue((client, size), out var bucket))
        {
            lock (bucket)
            {
                bucket.Fill(time);
                // Without what has been taken here since.
                bucket.Tokens = Math.Min(bucket.Tokens, tokens - bucket.Taken);
            }
        }
    }

    private sealed class Bucket(int size, long now)
    {
        private long filled = now;

        public double Tokens { get; set; } = size;

        public int Taken { get; set; }

        public bool IsGone { get; set; }

        public void Fill(TimeProvider time)
        {
            var moment = time.GetTimestamp();
            Tokens = Math.Min(size, Tokens + (time.GetElapsedTime(filled, moment).TotalMinutes * size));
            filled = moment;
        }
    }
}
