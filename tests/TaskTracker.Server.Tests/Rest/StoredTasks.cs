using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Data;
using TaskTracker.Core.Tasks;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Rest;

/// <summary>Many tasks at once, past the door, which would take them one by one.</summary>
internal static class StoredTasks
{
    public static Task AddTasksAsync(this TrackerServer server, int count) => server.Services.GetRequiredService<TrackerDatabase>().WriteAsync<TaskItem>(
        new(Core.Access.Origin.Command, Core.Access.Permissions.All),
        async context =>
        {
            var tasks = Enumerable.Range(1, count).Select(number => new TaskItem { Title = $"Task {number}", UserId = 1, Version = 1 }).ToList();
            context.AddRange(tasks);
            await context.SaveChangesAsync();
            return tasks[0];
        },
        CancellationToken.None);
}
