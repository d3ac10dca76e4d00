namespace TaskTracker.Server.Tests.Hosting;

/// <summary>The checkout that the tests were built from.</summary>
public static class Repository
{
    private static readonly string Root = Find(AppContext.BaseDirectory);

    /// <summary>A file by its path from the root.</summary>
    public static string File(string path) => Path.Combine(Root, path);

    private static string Find(string folder) =>
        System.IO.File.Exists(Path.Combine(folder, "TaskTracker.sln")) ? folder : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Not in a checkout."));
}
