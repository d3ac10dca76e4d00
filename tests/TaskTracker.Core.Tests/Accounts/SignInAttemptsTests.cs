using System.Net;
using TaskTracker.Core.Accounts;

namespace TaskTracker.Core.Tests.Accounts;

public sealed class SignInAttemptsTests
{
    private static readonly IPAddress Here = IPAddress.Parse("203.0.113.7");

    private readonly StoppedTime time = new();
    private readonly SignInAttempts attempts;

    public SignInAttemptsTests() => attempts = new(new(2, 3, 1, TimeSpan.FromMinutes(5)), time);

    [Fact]
    public void Attempts_count_for_as_long_as_the_limit_says()
    {
        Assert.True(attempts.TryTakeSignIn(Here, "ALICE", out _));
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.True(attempts.TryTakeSignIn(Here, "ALICE", out _));
        Assert.False(attempts.TryTakeSignIn(Here, "ALICE", out var retryAfter));
        Assert.Equal(TimeSpan.FromMinutes(3), retryAfter);

        time.Advance(retryAfter - TimeSpan.FromTicks(1));
        Assert.False(attempts.TryTakeSignIn(Here, "ALICE", out _));
        time.Advance(TimeSpan.FromTicks(1));
        Assert.True(attempts.TryTakeSignIn(Here, "ALICE", out _));
    }

    [Fact]
    public void Signing_in_and_signing_up_do_not_count_for_each_other()
    {
        Assert.True(attempts.TryTakeSignUp(Here, out _));
        Assert.False(attempts.TryTakeSignUp(Here, out _));
        Assert.True(attempts.TryTakeSignIn(Here, "ALICE", out _));
    }

    [Fact]
    public void Whoever_comes_from_no_network_is_counted_as_one() => Assert.Equal(
        [true, true, false],
        (bool[])[attempts.TryTakeSignIn(null, "ALICE", out _), attempts.TryTakeSignIn(null, "ALICE", out _), attempts.TryTakeSignIn(null, "ALICE", out _)]);

    private sealed class StoppedTime : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now;

        public void Advance(TimeSpan by) => now += by.Ticks;
    }
}
