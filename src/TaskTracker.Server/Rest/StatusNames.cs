using Microsoft.Extensions.Options;
using TaskTracker.Core.Tasks;

namespace TaskTracker.Server.Rest;

/// <summary>What a status is called on the wire.</summary>
internal sealed class StatusNames(IOptions<RestOptions> options)
{
    /// <summary>The names in the order of the statuses.</summary>
    public IReadOnlyList<string> All { get; } =
        [.. Enum.GetValues<TaskStatus>().Select(status => options.Value.StatusSpelling == StatusSpelling.LowerCase ? status.Name().ToLowerInvariant() : status.Name())];

    /// <summary>The names as an error message lists them.</summary>
    public string Expected => $"'{Of(TaskStatus.Pending)}', '{Of(TaskStatus.InProgress)}' or '{Of(TaskStatus.Completed)}'";

    public string Of(TaskStatus status) => All[(int)status];

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
