namespace TaskTracker.Server.Tests.Replicas;

/// <summary>Programs that Debian puts where only root looks for them.</summary>
internal static class InstalledProgram
{
    /// <summary>Where it is; the test fails where it is not.</summary>
    public static string Find(string name, string package) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Select(path => $"{path}/{name}").FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException($"{name} is missing, and this test is about it. Install it: apt-get install {package}");
}
