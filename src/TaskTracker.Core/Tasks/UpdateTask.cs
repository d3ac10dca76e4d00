using TaskTracker.Core.Access;
using TaskTracker.Core.Data;

namespace TaskTracker.Core.Tasks;

/// <summary>Changes a task's texts. What is left out stays as it is.</summary>
public sealed class UpdateTask(TrackerDatabase database, TimeProvider time)
{
    /// <param name="Id">The task.</param>
    /// <param name="Title">See <see cref="TaskRules.CheckTitle"/>; null is refused.</param>
    /// <param name="Description">See <see cref="TaskRules.CheckDescription"/>; null removes it.</param>
    public sealed record Input(int Id, Optional<string?> Title, Optional<string?> Description);

    /// <summary>The task as it is now. Refusals: <see cref="AccessRefusal"/>, <see cref="InvalidInput"/> for each bad field, then <see cref="TaskNotFound"/>.</summary>
    public async Task<Result<TaskItem>> ExecuteAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        if (AccessRules.RefuseEdits(actor) is { } refusal)
        {
            return refusal;
        }

        List<Failure> problems = [];
        if (input.Title.IsGiven)
        {
            problems.AddIfAny(input.Title.Value is null ? new InvalidInput("title", new InputProblem.Null()) : TaskRules.CheckTitle(input.Title.Value));
        }

        problems.AddIfAny(TaskRules.CheckDescription(input.Description.Value));
        if (problems.Count > 0)
        {
            return problems;
        }

        return await database.EditTaskAsync(
            actor,
            time,
            input.Id,
            AccessRules.RefuseEdit,
            (_, task) =>
            {
                task.Title = input.Title.IsGiven ? input.Title.Value! : task.Title;
                task.Description = input.Description.IsGiven ? input.Description.Value : task.Description;
                return Task.FromResult<Failure?>(null);
            },
            cancellationToken);
    }
}
