namespace TaskTracker.Core.Accounts;

/// <summary>How many attempts to sign in and up are let through in a stretch of time.</summary>
/// <param name="PerAccount">To sign in to one account, from one client.</param>
/// <param name="PerClient">To sign in, from one client.</param>
/// <param name="SignUpsPerClient">To sign up, from one client.</param>
/// <param name="Window">The stretch of time.</param>
public sealed record SignInLimits(int PerAccount, int PerClient, int SignUpsPerClient, TimeSpan Window);
