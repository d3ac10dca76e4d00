using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Access;
using TaskTracker.Core.Changes;
using TaskTracker.Core.Data;

namespace TaskTracker.Core.Transfer;

/// <summary>Takes over the history of tasks that were taken over. It becomes the newest part of the log here, in its own order.</summary>
public sealed class ImportChanges(TrackerDatabase database)
{
    /// <summary>
    /// What became of each, in their order. Those that are not refused are saved together. A change that does not follow what the
    /// history of its task has here is not added again. Refusal: <see cref="AccessRefusal"/>.
    /// </summary>
    /// <param name="actor">Who may edit every task.</param>
    /// <param name="changes">In the order of the log, without their places in it.</param>
    /// <param name="stopAtRefusal">Whether to leave out what comes after the first that is refused; the outcomes end with it.</param>
    /// <param name="cancellationToken">Honoured until the write begins.</param>
    public async Task<Result<IReadOnlyList<ImportOutcome>>> ExecuteAsync(
        Actor actor, IReadOnlyList<TaskChange> changes, bool stopAtRefusal, CancellationToken cancellationToken)
    {
        if (AccessRules.Refuse(actor, Permissions.EditAnyTask) is { } refusal)
        {
            return refusal;
        }

        return await database.WriteAsync<IReadOnlyList<ImportOutcome>>(
            actor,
            async context =>
            {
                var ids = changes.Select(change => change.TaskId).Distinct().ToList();
                var versions = await context.FindEvenDeletedAsync(ids, task => task.Version);
                var logged = await context.Changes.IgnoreQueryFilters().Where(change => ids.Contains(change.TaskId)).GroupBy(change => change.TaskId)
                    .ToDictionaryAsync(task => task.Key, task => task.Max(change => change.TaskVersion));
                var outcomes = ImportOutcome.OfEach(changes, stopAtRefusal, change => Judge(change, versions, logged), change =>
                {
                    logged[change.TaskId] = change.TaskVersion;
                    context.Add(change);
                });
                await context.SaveChangesAsync();
                return outcomes;
            },
            cancellationToken);
    }

    private static ImportOutcome Judge(TaskChange change, Dictionary<int, int> versions, Dictionary<int, int> logged) =>
        change.TaskVersion <= logged.GetValueOrDefault(change.TaskId) ? ImportOutcome.AlreadyHere
        // A task that is gone has a history without an end.
        : versions.TryGetValue(change.TaskId, out var version) && change.TaskVersion > version
            ? ImportOutcome.Refused($"Task {change.TaskId} is at version {version} here, and this is its change to version {change.TaskVersion}.")
        : ImportOutcome.Added;
}
