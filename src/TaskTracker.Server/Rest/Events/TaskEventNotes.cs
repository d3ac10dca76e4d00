namespace TaskTracker.Server.Rest.Events;

/// <summary>What the API documentation says of the event stream.</summary>
internal static class TaskEventNotes
{
    public const string Description =
        """
        Every change of every task, in one order, none missing and none twice, as server-sent events: `event` is the kind, `id` the
        cursor of the change, `data` a JSON object. All but its `task` is as of the change; `task` is the task at delivery or within a second before it,
        with its `version`, or null when it is gone; `changes` are then empty. Comments without an id show that the connection lives. A stream that ends without an
        error is to be taken up again with `Last-Event-ID`, as an `EventSource` does. An event `error` carries the body of the 410
        and is the last.
        """;

    public const string Example =
        """
        retry: 2000
        id: 00000000000000042a9e7c1f60b85d34

        event: status_changed
        id: 00000000000000050b33d689233173d1
        data: {"cursor":"00000000000000050b33d689233173d1","kind":"status_changed","task_id":1,"task_version":2,"from_status":"PENDING","to_status":"COMPLETED","user_id":1,"previous_user_id":null,"changes":[{"field":"status","from":"PENDING","to":"COMPLETED"},{"field":"completed_at","from":null,"to":"2026-05-01T12:00:00"}],"actor":null,"origin":"rest","at":"2026-05-01T12:00:00","task":{"id":1,"title":"Write","description":null,"status":"COMPLETED","user_id":1,"created_at":"2026-05-01T11:00:00","updated_at":"2026-05-01T12:00:00","version":2}}


        """;

    public const string InvalidKind =
        """
        {"type":"enum","loc":["query","kinds"],"msg":"Input should be 'created', 'updated', 'status_changed', 'assigned', 'deleted' or 'restored'","input":"moved","ctx":{"expected":"'created', 'updated', 'status_changed', 'assigned', 'deleted' or 'restored'"}}
        """;
}
