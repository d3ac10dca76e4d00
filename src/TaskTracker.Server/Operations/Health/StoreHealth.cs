namespace TaskTracker.Server.Operations.Health;

/// <summary>How the store was when somebody looked.</summary>
internal enum StoreHealth
{
    /// <summary>It answers, and is as this version of the program needs it.</summary>
    Good,

    /// <summary>It answers, but migrations are missing: somebody put an older one in its place.</summary>
    Outdated,

    /// <summary>It does not answer, or not in time.</summary>
    Unreachable,
}
