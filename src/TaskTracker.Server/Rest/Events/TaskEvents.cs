using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using TaskTracker.Core;
using TaskTracker.Core.Access;
using TaskTracker.Core.Changes;
using TaskTracker.Core.Paging;
using TaskTracker.Core.Tasks;
using TaskTracker.Server.EventStreams;
using TaskTracker.Server.Operations;
using TaskTracker.Server.Rest.Answers;

namespace TaskTracker.Server.Rest.Events;

/// <summary>
/// The change log as events, for all who follow it here: a change is written, and its task read, once for all of them. Every
/// subscription of this door runs through <see cref="RunAsync"/>.
/// </summary>
internal sealed class TaskEvents(ChangeFollower follower, TaskReader tasks, StatusNames names, ActiveSubscriptions active)
{
    private static readonly ColumnSet<TaskItem> Columns = TaskJson.Columns | ColumnSet<TaskItem>.Of(nameof(TaskItem.Version));

    // One for each of the few ways of seeing a change.
    private readonly ConcurrentDictionary<Permissions, ChangePayloads> payloads = new();



    /// <summary>The events of what is followed. One that tells a refusal, if any, is the last.</summary>
    public async IAsyncEnumerable<TaskEvent> RunAsync(
        Following following, Actor actor, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var counted = active.Count();
        var shared = payloads.GetOrAdd(actor.Permissions & AccessRules.Sight, sight => new ChangePayloads(change => WriteAsync(change, new Actor(Origin.Rest, sight))));
        await foreach (var changes in following.ReadAsync(cancellationToken))
        {
            if (!changes.Succeeded)
            {
                yield return new(null, default, default, changes.Failures[0]);
                yield break;
            }

            foreach (var change in changes.Value)
            {
                yield return new(follower.CursorOf(change), change.Kind, await shared.GetAsync(change).WaitAsync(cancellationToken), null);
            }
        }
    }

    private async Task<ReadOnlyMemory<byte>> WriteAsync(TaskChange change, Actor actor)
    {
        var task = await tasks.FindAsync(actor, change.TaskId, Columns, CancellationToken.None);
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, JsonAnswer.WriterOptions))
        {
            writer.WriteTaskEvent(follower.CursorOf(change), change, task.Value, actor, names);
        }

        return buffer.WrittenMemory;
    }
}

/// <summary>One event.</summary>
/// <param name="Cursor">The change's; null for a refusal.</param>
/// <param name="Kind">What kind of change it is.</param>
/// <param name="Payload">The change as JSON in UTF-8; shared, so never write to it.</param>
/// <param name="Refusal">Why there are no more events; null for a change.</param>
internal readonly record struct TaskEvent(string? Cursor, TaskChangeKind Kind, ReadOnlyMemory<byte> Payload, Failure? Refusal);
