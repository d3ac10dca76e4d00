using TaskTracker.Core;
using TaskTracker.Core.Changes;
using TaskTracker.Server.Accounts;
using TaskTracker.Server.EventStreams;
using TaskTracker.Server.Limits;
using TaskTracker.Server.LiveChanges;
using TaskTracker.Server.Rest.Documentation;
using TaskTracker.Server.Rest.Requests;
using TaskTracker.Server.Web;

namespace TaskTracker.Server.Rest.Events;

/// <summary><c>GET /tasks/events</c>: the change log as server-sent events, for any <c>EventSource</c>.</summary>
internal static class TaskEventEndpoint
{
    public static void MapTaskEvents(this IEndpointRouteBuilder routes) => routes.MapGet("/tasks/events", FollowAsync)
        .Documented("followTasks", "Tasks", "Follow changes of tasks", TaskEventNotes.Description)
        .TakesQuery<int>("task_id", "Only changes of this task.")
        .TakesQuery<int>("user_id", "Only changes of tasks that this user has after the change, or had before it, so that a list can drop what leaves it.")
        .TakesQuery<TaskChangeKind[]>("kinds", "Only changes of these kinds; repeated or separated by commas.")
        .TakesQuery<TaskStatus[]>("to", "Only changes of status, to one of these; repeated or separated by commas.")
        .TakesQuery<string>("after", "Where to begin: everything after this cursor, then what happens live, without a gap or a double in between. From now on when left out.")
        .TakesQuery<string>("until", "Where to end: the stream ends after this cursor. Never when left out.")
        .TakesHeader<string>(LastEventId.Header, "The `id` of the last event that was received; wins over `after`. An `EventSource` sends it by itself when it reconnects.")
        .AnswersWithEvents(TaskEventNotes.Example)
        .RefusesStrangers()
        .RefusesExpiredCursor()
        .RefusesInvalid(TaskEventNotes.InvalidKind);

    private static async Task FollowAsync(
        HttpContext context, ChangeFollower follower, TaskEvents events, OpenCallers callers, ConnectionLimits connections, EventStreamSender sender, StatusNames names)
    {
        var input = RequestInput.WithoutBody(context);
        var filter = new ChangeFilter(
            Id(input, "task_id"),
            Id(input, "user_id"),
            input.Query.List("kinds", ChangeNames.ReadKind, InputError.NotAKind),
            input.Query.List("to", StatusNames.Read, (location, text) => InputError.NotAStatus(location, text, names)));
        var lastEventId = LastEventId.Of(context.Request);
        if (input.Refusal is { } refusal)
        {
            await refusal.ExecuteAsync(context);
            return;
        }

        using var connection = connections.TryOpen(context.Caller());
        if (connection is null)
        {
            await DoorRefusal.WriteAsync(context, ConnectionLimits.Refusal);
            return;
        }

        using var caller = callers.Open(context.Caller());
        var following = await follower.BeginAsync(
            context.Actor(), filter, lastEventId ?? input.Query["after"], lastEventId is null ? "after" : LastEventId.Header, input.Query["until"], context.RequestAborted);
        if (!following.Succeeded)
        {
            await TaskEventRefusal.Of(following.Failures[0], context.Request, input.Query).ExecuteAsync(context);
            return;
        }

        var start = follower.CursorOf(following.Value);
        await sender.SendAsync(
            context,
            caller,
            events.RunAsync(following.Value, filter, context.Actor()),
            writer => writer.WriteRetry(EventStreamWriter.RetryDelay, start),
            Write,
            Refuse);
    }

    private static void Refuse(EventStreamWriter writer, Failure failure) => writer.WriteEvent("error"u8, null, TaskEventRefusal.Json(failure));

    private static int? Id(RequestInput input, string name) => input.Query.Integer(name) is { } id ? RequestInput.ToId(id) : null;

    private static void Write(EventStreamWriter writer, Result<ChangeEvent[]> changes)
    {
        foreach (var change in changes.Value ?? [])
        {
            writer.WriteBlock(change.Block);
        }

        if (!changes.Succeeded)
        {
            Refuse(writer, changes.Failures[0]);
        }
    }
}
