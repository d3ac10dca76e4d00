using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace TaskTracker.Server.Persistence;

/// <summary>Where tasks are kept; section <c>Database</c>.</summary>
internal sealed class DatabaseOptions
{
    public const string Section = "Database";

    [Description("Sqlite: one file, one server. Postgres: a PostgreSQL database, for any number of servers at once.")]
    public Provider Provider { get; set; }

    [Description("Where the PostgreSQL database is, such as Host=localhost;Database=tasktracker;Username=tasktracker;Password=...")]
    public string? ConnectionString { get; set; }

    [Description("The folder of the SQLite file, created when it is missing; relative to the working directory.")]
    [Required(AllowEmptyStrings = false)]
    public string Folder { get; set; } = "data";

    [Description("What an acknowledged write survives. PowerLoss (SQLite's synchronous=FULL) waits for the disk. ProcessCrash (NORMAL): the machine losing power may take the last writes along; one writer gets twice as many done, sixteen at a time a fourth more.")]
    public Durability Durability { get; set; } = Durability.PowerLoss;

    [Description("How long to wait for another process that holds the file's lock, in seconds.")]
    [Range(1, 60)]
    public int BusyTimeoutSeconds { get; set; } = 5;
}

/// <summary>What an acknowledged write survives.</summary>
internal enum Durability
{
    /// <summary>The machine losing power: every commit reaches the disk before it is acknowledged.</summary>
    PowerLoss,

    /// <summary>The process being killed. The machine losing power may take the last writes along, in order.</summary>
    ProcessCrash,
}
