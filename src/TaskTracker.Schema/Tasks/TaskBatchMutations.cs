using GraphQL;
using GraphQL.Types;
using TaskTracker.Core;
using TaskTracker.Core.Access;
using TaskTracker.Core.Tasks;
using TaskTracker.Schema.Costs;
using TaskTracker.Schema.Errors;
using TaskTracker.Schema.Mutations;

namespace TaskTracker.Schema.Tasks;

/// <summary>The fields of <c>Mutation</c> that change many tasks at once. Their items are the inputs of the mutations for one.</summary>
internal sealed class TaskBatchMutations(CreateTasks createTasks, UpdateTasks updateTasks, UpdateTaskStatuses updateTaskStatuses)
{
    public void AddTo(ObjectGraphType mutation)
    {
        Add(mutation, "createTasks", "createTask", $"Creates up to {TaskBatch.MaximumItems} tasks at once.", TaskMutations.ReadCreate, createTasks.ExecuteAsync);
        Add(mutation, "updateTasks", "updateTask", $"Changes up to {TaskBatch.MaximumItems} tasks at once, each task once.", TaskMutations.ReadUpdate, updateTasks.ExecuteAsync);
        Add(
            mutation, "updateTaskStatuses", "updateTaskStatus", $"Sets the status of up to {TaskBatch.MaximumItems} tasks at once, each task once.", TaskMutations.ReadStatus, updateTaskStatuses.ExecuteAsync);
    }

    private static void Add<TInput>(
        ObjectGraphType mutation,
        string name,
        string one,
        string description,
        Func<MutationInput, TInput> read,
        Func<Actor, TaskBatch<TInput>, CancellationToken, Task<Result<BatchOutcome>>> execute)
    {
        var input = new InputObjectGraphType { Name = $"{MutationField.TypeName(name)}Input", Description = $"What `{name}` takes." };
        input.Field("tasks", new NonNullGraphType(new ListGraphType(new NonNullGraphType(new GraphQLTypeReference($"{MutationField.TypeName(one)}Input")))))
            .Description($"What `{one}` takes, for each task.");
        input.Field<NonNullGraphType<BooleanGraphType>>("atomic")
            .Description("Whether one refused item keeps all of them from being written. If false, the other items are written. Either way there is one transaction.").DefaultValue(true);

        var errors = new UnionGraphType { Name = $"{MutationField.TypeName(name)}Error", Description = $"Why `{name}` can refuse." };
        errors.Type<TaskItemError>();
        errors.Type<InvalidInputError>();

        var payload = new ObjectGraphType<Result<BatchOutcome>> { Name = $"{MutationField.TypeName(name)}Payload", Description = $"What `{name}` answers." };
        payload.Field<ListGraphType<TaskType>>("tasks")
            .Description("The tasks after the change, in the order of the input, with null in place of each that was refused; null as a whole when nothing was written.")
            .Resolve(c => c.Source.Value?.Tasks);
        payload.Field("errors", new ListGraphType(new NonNullGraphType(errors))).Description("What was refused; null when nothing was.")
            .Resolve(c => !c.Source.Succeeded ? c.Source.Failures : c.Source.Value.Refused.Count > 0 ? c.Source.Value.Refused : null);

        mutation.Field(name, new NonNullGraphType(payload)).Description(description)
            .Arguments(new QueryArgument(new NonNullGraphType(input)) { Name = "input", Description = "The values." })
            .ListSizesOf("input.tasks", TaskBatch.MaximumItems, "tasks", "errors")
            .ResolveAsync(async context =>
            {
                var values = new MutationInput(context.GetArgument<IDictionary<string, object?>>("input"));
                var items = values.Required<IEnumerable<object>>("tasks").Select(item => new MutationInput((IDictionary<string, object?>)item)).ToList();
                var batch = new TaskBatch<TInput>([.. items.Select(item => new BatchItem<TInput>(read(item), item.Failures))], values.Required<bool>("atomic"));
                var result = (await execute(context.Actor(), batch, context.CancellationToken)).OrThrow();
                return result.Succeeded
                    ? result.Value with { Refused = [.. result.Value.Refused.Select(InCallersWords)] }
                    : (Result<BatchOutcome>)result.Failures.Select(failure => failure is ItemRefused item ? InCallersWords(item) : failure).ToList();

                ItemRefused InCallersWords(ItemRefused item) => new(item.Index, [.. item.Reasons.Select(items[item.Index].InCallersWords)]);
            });
    }
}
