using System.Diagnostics.Metrics;
using System.Net;
using TaskTracker.Core.Accounts;

namespace TaskTracker.Core.Tests.Accounts;

public sealed class SignInAttemptsTests
{
    private static readonly IPAddress Here = IPAddress.Parse("203.0.113.7");

    private readonly StoppedTime time = new();
    private readonly SignInAttempts attempts;

    public SignInAttemptsTests() => attempts = new(new(2, 3, 1, TimeSpan.FromMinutes(5)), time, new UnreadMeters());

    [Fact]
    public async Task Attempts_count_for_as_long_as_the_limit_says()
    {
        Assert.Null(await attempts.TakeSignInAsync(Here, "ALICE"));
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Null(await attempts.TakeSignInAsync(Here, "ALICE"));
        var retryAfter = await attempts.TakeSignInAsync(Here, "ALICE");
        Assert.Equal(TimeSpan.FromMinutes(3), retryAfter);

        time.Advance(TimeSpan.FromMinutes(3) - TimeSpan.FromTicks(1));
        Assert.NotNull(await attempts.TakeSignInAsync(Here, "ALICE"));
        time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(await attempts.TakeSignInAsync(Here, "ALICE"));
    }

    [Fact]
    public async Task Signing_in_and_signing_up_do_not_count_for_each_other()
    {
        Assert.Null(await attempts.TakeSignUpAsync(Here));
        Assert.NotNull(await attempts.TakeSignUpAsync(Here));
        Assert.Null(await attempts.TakeSignInAsync(Here, "ALICE"));
    }

    [Fact]
    public async Task Whoever_comes_from_no_network_is_counted_as_one()
    {
        Assert.Null(await attempts.TakeSignInAsync(null, "ALICE"));
        Assert.Null(await attempts.TakeSignInAsync(null, "ALICE"));
        Assert.NotNull(await attempts.TakeSignInAsync(null, "ALICE"));
    }

    private sealed class StoppedTime : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now;

        public void Advance(TimeSpan by) => now += by.Ticks;
    }

    private sealed class UnreadMeters : IMeterFactory
    {
        public Meter Create(MeterOptions options) => new(options);

        public void Dispose()
        {
        }
    }
}
