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
    /// <param name="Priority">How urgent it is.</param>
    /// <param name="DueDate">The day by which it is to be done, or null.</param>
    public sealed record Input(
        string Title,
        string? Description,
        int UserId,
        TaskStatus Status = TaskStatus.Pending,
        TaskPriority Priority = TaskPriority.None,
        DateOnly? DueDate = null);

    /// <summary>The new task. Refusals: <see cref="AccessRefusal"/>, <see cref="InvalidInput"/> for each bad field, then <see cref="UserNotFound"/>.</summary>
    public async Task<Result<TaskItem>> ExecuteAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        if (AccessRules.Refuse(actor, Permissions.CreateTasks) is { } refusal)
        {
            return refusal;
        }

        var problems = Check(input);
        return problems.Count > 0 ? problems : await database.SaveTaskAsync(
            actor, async context => Add(context, actor, input, await context.HasUserAsync(input.UserId)), cancellationToken);
    }

    /// <summary>What is wrong with the values by themselves.</summary>
    internal static List<Failure> Check(Input input)
    {
        List<Failure> problems = [];
        problems.AddIfAny(TaskRules.CheckTitle(input.Title));
        problems.AddIfAny(TaskRules.CheckDescription(input.Description));
        return problems;
    }

    /// <summary>Makes the task, to be saved.</summary>
    internal Result<TaskItem> Add(TrackerDbContext context, Actor actor, Input input, bool hasUser)
    {
        if (!hasUser)
        {
            return new UserNotFound($"{input.UserId}");
        }

        var now = time.UtcNow();
        var task = new TaskItem
        {
            Title = input.Title,
            Description = input.Description,
            UserId = input.UserId,
            CreatedBy = actor.Identity?.UserId,
            Priority = input.Priority,
            DueDate = input.DueDate,
            CreatedAt = now,
            UpdatedAt = now,
            Version = 1,
        };
        task.MoveTo(input.Status, now);
        context.Add(task);
        return task;
    }
}
