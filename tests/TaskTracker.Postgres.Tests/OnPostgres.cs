using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace TaskTracker.Server.Tests;

/// <summary>Gives every server of these tests a database of PostgreSQL.</summary>
internal static class OnPostgres
{
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Before the first test asks which database it has.")]
    public static void Choose() => Environment.SetEnvironmentVariable("TASKTRACKER_TEST_DATABASE", "Postgres");
}
