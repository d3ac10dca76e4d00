using TaskTracker.Server.Tests.Hosting;
using TaskTracker.Server.Tests.Telemetry;

namespace TaskTracker.Server.Tests.Operations;

/// <summary>The metric by which operators find a forgotten transaction that keeps live changes waiting.</summary>
public sealed class UnsettledAgeTests(TrackerServer server) : IClassFixture<TrackerServer>
{
    [Fact]
    public async Task The_age_of_changes_that_an_open_transaction_holds_back_is_told_until_it_ends()
    {
        await server.AddUserAsync("ada");
        await using (var forgotten = Store.Open(server.Folder))
        {
            // Gone with the connection.
            forgotten.Read("BEGIN; UPDATE users SET version = version");
            await server.AddTaskAsync(1, "held back");
            await AwaitAgeAsync(age => age > 0);
        }

        await AwaitAgeAsync(age => age == 0);
    }

    // It is looked at every five seconds.
    private Task AwaitAgeAsync(Func<double, bool> isExpected) =>
        Polling.UntilAsync(async () => isExpected((await Metrics.ReadAsync(server.Client)).Sum("tasktracker_changes_unsettled_age_seconds")) ? this : null);
}
