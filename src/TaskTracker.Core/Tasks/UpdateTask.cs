using TaskTracker.Core.Access;
using TaskTracker.Core.Data;

namespace TaskTracker.Core.Tasks;

/// <summary>Changes what a task says. What is left out stays as it is.</summary>
public sealed class UpdateTask(TrackerDatabase database, TimeProvider time)
{
    /// <param name="Id">The task.</param>
    /// <param name="Title">See <see cref="TaskRules.CheckTitle"/>; null is refused.</param>
    /// <param name="Description">See <see cref="TaskRules.CheckDescription"/>; null removes it.</param>
    /// <param name="Priority">How urgent it is; null is refused.</param>
    /// <param name="DueDate">The day by which it is to be done; null removes it.</param>
    /// <param name="Version">What the caller has seen of it.</param>
    public sealed record Input(
        int Id,
        Optional<string?> Title = default,
        Optional<string?> Description = default,
        Optional<TaskPriority?> Priority = default,
        Optional<DateOnly?> DueDate = default,
        ExpectedVersion Version = default);

    /// <summary>
    /// The task as it is now. Refusals: <see cref="AccessRefusal"/>, <see cref="InvalidInput"/> for each bad field, then <see cref="TaskNotFound"/> or
    /// <see cref="VersionConflict"/>.
    /// </summary>
    public async Task<Result<TaskItem>> ExecuteAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        if (AccessRules.RefuseEdits(actor) is { } refusal)
        {
            return refusal;
        }

        var problems = Check(input);
        return problems.Count > 0 ? problems : await database.SaveTaskAsync(
            actor, async context => Edit(context, actor, input, await context.LoadTaskAsync(input.Id)), cancellationToken);
    }

    /// <summary>What is wrong with the values by themselves.</summary>
    internal static List<Failure> Check(Input input)
    {
        List<Failure> problems = [];
        if (input.Title.IsGiven)
        {
            problems.AddIfAny(input.Title.Value is null ? new InvalidInput("title", new InputProblem.Null()) : TaskRules.CheckTitle(input.Title.Value));
        }

        problems.AddIfAny(TaskRules.CheckDescription(input.Description.Value));
        problems.AddIfAny(input.Priority is { IsGiven: true, Value: null } ? new InvalidInput("priority", new InputProblem.Null()) : null);
        return problems;
    }

    /// <summary>Changes the task, to be saved.</summary>
    internal Result<TaskItem> Edit(TrackerDbContext context, Actor actor, Input input, TaskItem? found) =>
        context.EditTask(TaskEdit.Changeable(found, input.Id, task => AccessRules.RefuseEdit(actor, task), input.Version), time.UtcNow(), task =>
        {
            task.Title = input.Title.Value ?? task.Title;
            task.Description = input.Description.IsGiven ? input.Description.Value : task.Description;
            task.Priority = input.Priority.Value ?? task.Priority;
            task.DueDate = input.DueDate.IsGiven ? input.DueDate.Value : task.DueDate;
            return null;
        });
}
