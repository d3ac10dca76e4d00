using FsCheck;
using FsCheck.Fluent;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Following;

/// <summary>
/// Query, then subscribe after <c>asOf</c>; leave in the middle, come back after the last change: whatever is written meanwhile, what
/// the list showed and the changes make what a later list shows.
/// </summary>
public sealed class SeamTests : IAsyncLifetime
{
    /// <summary>How many attempts are made, and how many of them at once.</summary>
    // PostgreSQL takes longer for each, and the seam is the same.
    private static readonly int Attempts = TestDatabase.IsPostgres ? 200 : 2_000;

    private const int AtOnce = 20;

    private const int Writers = 4;

    /// <summary>How the attempt follows, and after how many changes it leaves, each time that it does.</summary>
    private static readonly Gen<Plan> Plans =
        from way in Gen.Frequency((7, Gen.Constant(Way.SharedSocket)), (1, Gen.Constant(Way.OwnSocket)), (1, Gen.Constant(Way.EventStream)), (1, Gen.Constant(Way.Rest)))
        from leaves in Gen.Choose(0, 3)
        from after in Gen.Choose(1, 6).ArrayOf(leaves)
        select new Plan(way, after);

    private readonly CancellationTokenSource bound = new(TimeSpan.FromMinutes(2));
    private readonly List<(string AsOf, string Until, IReadOnlyList<Applied> Applied)> followed = [];
    private readonly TrackerServer server = new();
    private SharedSocketChanges sharedSocket = null!;
    private Dictionary<Way, ChangeSource> sources = null!;

    private enum Way
    {
        SharedSocket,
        OwnSocket,
        EventStream,
        Rest,
    }

    public async Task InitializeAsync()
    {
        await server.AddUserAsync("ada");
        await server.AddTaskAsync(1, "first");
        var address = server.Client.BaseAddress!;
        sharedSocket = await SharedSocketChanges.OpenAsync(address, bound.Token);
        sources = new()
        {
            [Way.SharedSocket] = sharedSocket,
            [Way.OwnSocket] = new WebSocketChanges(address),
            [Way.EventStream] = new EventStreamChanges(address, server.Client),
            [Way.Rest] = new RestChanges(address, server.Client),
        };
    }

    public async Task DisposeAsync()
    {
        await sharedSocket.DisposeAsync();
        await server.DisposeAsync();
        bound.Dispose();
    }

    [Fact]
    public async Task What_a_list_shows_and_the_changes_after_it_make_what_a_later_list_shows()
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(bound.Token);
        var writing = Enumerable.Range(0, Writers).Select(number => Task.Run(() => new SeamWriter(server.Client, number).RunAsync(enough.Token))).ToList();
        Prop.ForAll(Arb.From(Plans.ArrayOf(AtOnce)), plans => Task.WhenAll(plans.Select(plan => Task.Run(() => AttemptAsync(plan)))).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Attempts / AtOnce));
        await enough.CancelAsync();
        await Task.WhenAll(writing);

        var log = await server.LogAsync();
        var places = log.Select((cursor, i) => (cursor, i)).ToDictionary(place => place.cursor, place => place.i);
        Assert.Equal(Attempts, followed.Count);
        Assert.All(followed, attempt => Assert.Equal(
            log.Take((places[attempt.AsOf] + 1)..(places[attempt.Until] + 1)), attempt.Applied.Select(change => change.Cursor)));
    }

    private async Task AttemptAsync(Plan plan)
    {
        var source = sources[plan.Way];
        var (tasks, asOf) = await ListAsync();
        var applied = new List<Applied>();
        foreach (var count in plan.LeaveAfter)
        {
            await FollowAsync(until: null, applied.Count + count);
        }

        var (tasksThen, until) = await ListAsync();
        await FollowAsync(until, int.MaxValue);

        Assert.All(applied, change => Apply(tasks, change));
        if (TestDatabase.IsPostgres)
        {
            // The later list may show more than the place that it names.
            Assert.All(tasks, task => Assert.True(task.Value == tasksThen[task.Key] || task.Value.Version < tasksThen[task.Key].Version));
        }
        else
        {
            Assert.Equal(tasksThen, tasks);
        }

        lock (followed)
        {
            followed.Add((asOf, until, applied));
        }

        async Task FollowAsync(string? until, int leaveAt)
        {
            await foreach (var change in source.FollowAsync(applied.Count == 0 ? asOf : applied[^1].Cursor, until, bound.Token))
            {
                applied.Add(change);
                if (applied.Count == leaveAt)
                {
                    break;
                }
            }
        }
    }

    private static void Apply(SortedDictionary<int, ShownTask> tasks, Applied change)
    {
        var before = tasks.GetValueOrDefault(change.TaskId) ?? new(0, "", "");
        if (TestDatabase.IsPostgres && change.Version <= before.Version)
        {
            // The list shows it already.
            return;
        }

        Assert.Equal(before.Version + 1, change.Version);
        tasks[change.TaskId] = new(change.Version, change.Status ?? before.Status, change.Title ?? before.Title);
    }

    private async Task<(SortedDictionary<int, ShownTask> Tasks, string AsOf)> ListAsync()
    {
        var list = (await server.DataAsync("{ tasks(first: 100) { asOf nodes { databaseId version status title } } }"))["tasks"]!;
        var tasks = list["nodes"]!.AsArray().ToDictionary(
            node => (int)node!["databaseId"]!, node => new ShownTask((int)node!["version"]!, (string)node["status"]!, (string)node["title"]!));
        return (new(tasks), (string)list["asOf"]!);
    }

    private sealed record ShownTask(int Version, string Status, string Title);

    private sealed record Plan(Way Way, int[] LeaveAfter)
    {
        public override string ToString() => $"{Way}, leaving after {string.Join(", ", LeaveAfter)}";
    }
}
