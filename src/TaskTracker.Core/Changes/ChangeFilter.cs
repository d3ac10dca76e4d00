using System.Globalization;
using System.Linq.Expressions;

namespace TaskTracker.Core.Changes;

/// <summary>Which changes somebody wants; null means any.</summary>
/// <param name="TaskId">Of this task.</param>
/// <param name="UserId">Of tasks assigned to this user after the change, or before it, so that a list can drop what leaves it.</param>
/// <param name="Kinds">Of these kinds.</param>
/// <param name="To">To these statuses.</param>
public sealed record ChangeFilter(int? TaskId, int? UserId, IReadOnlyList<TaskChangeKind>? Kinds, IReadOnlyList<TaskStatus>? To)
{
    /// <summary>Every change.</summary>
    public static ChangeFilter Everything { get; } = new(null, null, null, null);

    /// <summary>Whether it is wanted.</summary>
    public bool Matches(TaskChange change) =>
        (TaskId is null || change.TaskId == TaskId)
        && (UserId is null || change.UserId == UserId || change.PreviousUserId == UserId)
        && (Kinds is null || Kinds.Contains(change.Kind))
        && (To is null || (change.ToStatus is { } to && To.Contains(to)));

    /// <summary>The same text for every filter that wants the same, by value.</summary>
    public string Key() => string.Create(
        CultureInfo.InvariantCulture, $"{TaskId}/{UserId}/{(Kinds is null ? "any" : string.Join(',', Kinds))}/{(To is null ? "any" : string.Join(',', To))}");

    /// <summary>The same for a query.</summary>
    internal Expression<Func<TaskChange, bool>> ToPredicate()
    {
        var kinds = Kinds;
        var to = To?.Select(status => (TaskStatus?)status).ToList();
        return change =>
            (TaskId == null || change.TaskId == TaskId)
            && (UserId == null || change.UserId == UserId || change.PreviousUserId == UserId)
            && (kinds == null || kinds.Contains(change.Kind))
            && (to == null || to.Contains(change.ToStatus));
    }
}
