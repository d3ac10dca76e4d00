using System.Runtime.CompilerServices;

namespace TaskTracker.Server.Tests.Hosting;

/// <summary>The files of the repository that these tests were built from.</summary>
internal static class Repository
{
    /// <summary>The full path of a file, given relative to the repository's root.</summary>
    public static string File(string path) => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../..", path));

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
