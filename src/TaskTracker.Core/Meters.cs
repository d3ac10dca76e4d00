namespace TaskTracker.Core;

/// <summary>What everything that is counted here has in common.</summary>
public static class Meters
{
    /// <summary>The name of our meters.</summary>
    public const string Name = "TaskTracker";
}
