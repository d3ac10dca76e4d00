namespace TaskTracker.Server.Persistence;

/// <summary>Which database keeps the store.</summary>
internal enum Provider
{
    /// <summary>One file, one server.</summary>
    Sqlite,

    /// <summary>A PostgreSQL database, for any number of servers at once.</summary>
    Postgres,
}
