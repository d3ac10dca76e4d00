using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Access;
using TaskTracker.Core.Data;

namespace TaskTracker.Core.Tasks;

/// <summary>Creates a task and assigns it to a user.</summary>
public sealed class CreateTask(TrackerDatabase database, TimeProvider time)
{
    /// <param name="Title">See <see cref="TaskRules.CheckTitle"/>.</param>
    /// <param name="Description">See <see cref="TaskRules.CheckDescription"/>.</param>
    /// <param name="UserId">The assignee.</param>
    /// <param name="Status">Where the task stands from the start.</param>
    public sealed record Input(string Title, string? Description, int UserId, TaskStatus Status = TaskStatus.Pending);

    /// <summary>The new task. Refusals: <see cref="AccessRefusal"/>, <see cref="InvalidInput"/> for each bad field, then <see cref="UserNotFound"/>.</summary>
    public async Task<Result<TaskItem>> ExecuteAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        if (AccessRules.Refuse(actor, Permissions.CreateTasks) is { } refusal)
        {
            return refusal;
        }

        List<Failure> problems = [];
        problems.AddIfAny(TaskRules.CheckTitle(input.Title));
        problems.AddIfAny(TaskRules.CheckDescription(input.Description));
        if (problems.Count > 0)
        {
            return problems;
        }

        return await database.WriteAsync<TaskItem>(
            actor,
            async context =>
            {
                if (!await context.Users.AnyAsync(u => u.Id == input.UserId))
                {
                    return new UserNotFound($"{input.UserId}");
                }

                var now = time.UtcNow();
                var task = new TaskItem
                {
                    Title = input.Title,
                    Description = input.Description,
                    Status = input.Status,
                    UserId = input.UserId,
                    CreatedBy = actor.Identity?.UserId,
                    CreatedAt = now,
                    UpdatedAt = now,
                    Version = 1,
                };
                context.Add(task);
                await context.SaveChangesAsync();
                return task;
            },
            cancellationToken);
    }
}
