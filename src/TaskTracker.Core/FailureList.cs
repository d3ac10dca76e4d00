namespace TaskTracker.Core;

/// <summary>Collecting failures.</summary>
internal static class FailureList
{
    public static void AddIfAny(this List<Failure> failures, Failure? failure)
    {
        if (failure is not null)
        {
            failures.Add(failure);
        }
    }
}
