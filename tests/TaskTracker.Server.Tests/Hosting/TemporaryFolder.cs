namespace TaskTracker.Server.Tests.Hosting;

/// <summary>An empty folder for one test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("tasktracker-").FullName;

    /// <summary>The setting that keeps the store in it.</summary>
    public string Setting => $"--Database:Folder={Path}";

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Whether nobody but its owner may read or write a file; Windows has no such thing to ask.</summary>
    public static bool IsPrivate(string file) =>
        OperatingSystem.IsWindows() || System.IO.File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
