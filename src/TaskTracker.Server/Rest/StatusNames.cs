using Microsoft.Extensions.Options;

namespace TaskTracker.Server.Rest;

/// <summary>What a status is called on the wire.</summary>
internal sealed class StatusNames(IOptions<RestOptions> options)
{
    private readonly bool lowerCase = options.Value.StatusSpelling == StatusSpelling.LowerCase;

    /// <summary>The names in the order of the statuses.</summary>
    public IEnumerable<string> All => Enum.GetValues<TaskStatus>().Select(Of);

    /// <summary>The names as an error message lists them.</summary>
    public string Expected => $"'{Of(TaskStatus.Pending)}', '{Of(TaskStatus.InProgress)}' or '{Of(TaskStatus.Completed)}'";

    public string Of(TaskStatus status) => (status, lowerCase) switch
    {
        (TaskStatus.Pending, false) => "PENDING",
        (TaskStatus.InProgress, false) => "IN_PROGRESS",
        (TaskStatus.Completed, false) => "COMPLETED",
        (TaskStatus.Pending, true) => "pending",
        (TaskStatus.InProgress, true) => "in_progress",
        (TaskStatus.Completed, true) => "completed",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    /// <summary>
    /// The status that a client means, or null. Clients of the various legacy servers write "In Progress", "in-progress"
    /// or "done", so all of that is understood.
    /// </summary>
    public static TaskStatus? Read(string text) => text.ToUpperInvariant().Replace('-', '_').Replace(' ', '_') switch
    {
        "PENDING" => TaskStatus.Pending,
        "IN_PROGRESS" => TaskStatus.InProgress,
        "COMPLETED" or "DONE" => TaskStatus.Completed,
        _ => null,
    };
}
