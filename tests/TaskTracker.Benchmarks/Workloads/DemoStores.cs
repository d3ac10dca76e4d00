using TaskTracker.Benchmarks.Processes;

namespace TaskTracker.Benchmarks.Workloads;

/// <summary>A store of demo data and a copy of it, one for each side.</summary>
internal sealed class DemoStores : IDisposable
{
    private DemoStores()
    {
    }

    /// <summary>The folder of our store.</summary>
    public string Ours { get; } = Directory.CreateTempSubdirectory("tasktracker-").FullName;

    public string OurFile => Path.Combine(Ours, "tasktracker.db");

    /// <summary>The copy.</summary>
    public string LimitFile => Path.Combine(Ours, "limit.db");

    public static async Task<DemoStores> CreateAsync(int tasks)
    {
        var stores = new DemoStores();
        await MeasuredProcess.RunTrackerAsync("demo", $"--users={Math.Max(10, tasks / 100)}", $"--tasks={tasks}", $"--Database:Folder={stores.Ours}");
        await MeasuredProcess.RunTrackerAsync("backup", stores.LimitFile, $"--Database:Folder={stores.Ours}");
        return stores;
    }

    public void Dispose() => Directory.Delete(Ours, recursive: true);
}
