using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core;
using TaskTracker.Core.Access;
using TaskTracker.Core.Tasks;
using TaskTracker.Core.Users;

namespace TaskTracker.Server.Tests.Hosting;

/// <summary>Rows that a test starts from, made by the use cases.</summary>
public static class Seeding
{
    /// <summary>A user of that name; the number is the first free one.</summary>
    public static async Task<User> AddUserAsync(this TrackerServer server, string username) =>
        Value(await server.Services.GetRequiredService<CreateUser>().ExecuteAsync(new(Origin.GraphQL, Permissions.All), new(username, $"{username}@example.com"), default));

    /// <summary>A task, one second after the one before.</summary>
    public static async Task<TaskItem> AddTaskAsync(
        this TrackerServer server, int userId, string title, string? description = null, TaskStatus status = TaskStatus.Pending)
    {
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        return Value(await server.Services.GetRequiredService<CreateTask>().ExecuteAsync(new(Origin.GraphQL, Permissions.All), new(title, description, userId, status), default));
    }

    private static T Value<T>(Result<T> result) where T : class
    {
        Assert.True(result.Succeeded, string.Join(", ", result.Failures));
        return result.Value;
    }
}
