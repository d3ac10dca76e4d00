using System.Diagnostics;

namespace TaskTracker.Server.Persistence;

/// <summary>Spans of what is asked of a store. PostgreSQL's driver makes its own.</summary>
internal static class StoreTraces
{
    public static ActivitySource Source { get; } = new("TaskTracker.Store");

    /// <summary>The span of a command of SQLite that was not sent by EF.</summary>
    public static Activity? Start(string what) => Source.StartActivity(what, ActivityKind.Client)?.SetTag("db.system.name", "sqlite");
}
