using System.Buffers;
using System.Text;
using System.Text.Json;
using TaskTracker.Core.Access;
using TaskTracker.Core.Changes;
using TaskTracker.Core.Paging;
using TaskTracker.Core.Tasks;
using TaskTracker.Server.LiveChanges;
using TaskTracker.Server.Rest.Answers;

namespace TaskTracker.Server.Rest.Events;

/// <summary>Writes a change, and reads its task, once for all who follow it here and see the same.</summary>
internal sealed class TaskEventFactory(ChangeFollower follower, TaskReader tasks, StatusNames names, Actor actor) : EventFactory
{
    private static readonly ColumnSet<TaskItem> Columns = TaskJson.Columns | ColumnSet<TaskItem>.Of(nameof(TaskItem.Version));

    public override async Task<ChangeEvent> MakeAsync(TaskChange change)
    {
        var cursor = follower.CursorOf(change);
        var task = await tasks.FindAsync(actor, change.TaskId, Columns, CancellationToken.None);
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, JsonAnswer.WriterOptions))
        {
            writer.WriteTaskEvent(cursor, change, task.Value, actor, names);
        }

        return new(Encoding.ASCII.GetBytes(ChangeNames.Of(change.Kind)), change.Sequence, cursor, buffer.WrittenMemory);
    }
}
