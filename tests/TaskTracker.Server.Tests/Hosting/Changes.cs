using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Access;
using TaskTracker.Core.Changes;
using TaskTracker.Core.Data;
using TaskTracker.Core.Tasks;

namespace TaskTracker.Server.Tests.Hosting;

/// <summary>Changes that a test makes, and the log and the streams that tell of them.</summary>
internal static class Changes
{
    public static async Task MoveAsync(this TrackerServer server, int taskId, TaskStatus status) =>
        Assert.True((await server.Services.GetRequiredService<UpdateTaskStatus>().ExecuteAsync(new(Origin.GraphQL, Permissions.All), new(taskId, status), default)).Succeeded);

    public static async Task AssignAsync(this TrackerServer server, int taskId, int userId) =>
        Assert.True((await server.Services.GetRequiredService<AssignTask>().ExecuteAsync(new(Origin.GraphQL, Permissions.All), new(taskId, userId), default)).Succeeded);

    /// <summary>Moves a task on and on, from one status to another.</summary>
    public static async Task MoveAsync(this TrackerServer server, int taskId, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await server.MoveAsync(taskId, i % 2 == 0 ? TaskStatus.Completed : TaskStatus.Pending);
        }
    }

    /// <summary>The cursors of the whole log, oldest first.</summary>
    public static async Task<IReadOnlyList<string>> LogAsync(this TrackerServer server)
    {
        var reader = server.Services.GetRequiredService<ChangeReader>();
        using var read = await server.Services.GetRequiredService<TrackerDatabase>().ReadAsync(default);
        return [.. (await read.Context.Changes.OrderBy(c => c.Sequence).Select(c => c.Sequence).ToListAsync()).Select(reader.CursorOf)];
    }

    /// <summary>Removes all changes but the newest, as if they had expired.</summary>
    public static async Task PruneAsync(this TrackerServer server, int kept)
    {
        var input = new PruneChangeLog.Input(TimeSpan.FromDays(-1), kept);
        while ((await server.Services.GetRequiredService<PruneChangeLog>().ExecuteAsync(Actor.Operator, input, default)).Value!.IsMore)
        {
        }
    }

    /// <summary>The cursor before the first change.</summary>
    public static async Task<string> BeginningAsync(this TrackerServer server) =>
        (await server.Services.GetRequiredService<ChangeReader>().FindRangeAsync(Actor.Operator, default)).Value!.OldestCursor;

    public static async Task DeleteTaskAsync(this TrackerServer server, int taskId) =>
        Assert.True((await server.Services.GetRequiredService<DeleteTask>().ExecuteAsync(new(Origin.GraphQL, Permissions.All), new(taskId), default)).Succeeded);

    public static async Task RestoreTaskAsync(this TrackerServer server, int taskId) =>
        Assert.True((await server.Services.GetRequiredService<RestoreTask>().ExecuteAsync(new(Origin.GraphQL, Permissions.All), new(taskId), default)).Succeeded);

    /// <summary>A GraphQL operation over server-sent events.</summary>
    public static Task<EventStreamReader> StreamAsync(this TrackerServer server, string query, object? variables = null, string? lastEventId = null) =>
        EventStreamReader.OpenAsync(server.Client, new(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query, variables }) }, lastEventId);

    /// <summary>The event stream of REST.</summary>
    public static Task<EventStreamReader> StreamEventsAsync(this TrackerServer server, string parameters = "", string? lastEventId = null) =>
        EventStreamReader.OpenAsync(server.Client, new(HttpMethod.Get, "/tasks/events" + parameters), lastEventId);
}
