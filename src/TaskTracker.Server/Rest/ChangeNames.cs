using TaskTracker.Core.Access;
using TaskTracker.Core.Changes;

namespace TaskTracker.Server.Rest;

/// <summary>What kinds of changes, and the doors they came through, are called in REST.</summary>
internal static class ChangeNames
{
    /// <summary>The kinds in their order.</summary>
    public static IEnumerable<string> Kinds => Enum.GetValues<TaskChangeKind>().Select(Of);

    /// <summary>The kinds as an error message lists them.</summary>
    public static string Expected { get; } = $"'{string.Join("', '", Kinds.SkipLast(1))}' or '{Kinds.Last()}'";

    public static string Of(TaskChangeKind kind) => kind switch
    {
        TaskChangeKind.Created => "created",
        TaskChangeKind.Updated => "updated",
        TaskChangeKind.StatusChanged => "status_changed",
        TaskChangeKind.Assigned => "assigned",
        TaskChangeKind.Deleted => "deleted",
        TaskChangeKind.Restored => "restored",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static string Of(Origin origin) => origin switch
    {
        Origin.GraphQL => "graphql",
        Origin.Rest => "rest",
        Origin.Command => "command",
        _ => throw new ArgumentOutOfRangeException(nameof(origin), origin, null),
    };

    /// <summary>The kind that a client means, or null.</summary>
    public static TaskChangeKind? ReadKind(string text) =>
        Enum.GetValues<TaskChangeKind>().Where(kind => Of(kind).Equals(text, StringComparison.OrdinalIgnoreCase)).Select(kind => (TaskChangeKind?)kind).FirstOrDefault();
}
