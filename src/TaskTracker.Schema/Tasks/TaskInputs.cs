using GraphQL;
using GraphQL.Builders;
using GraphQL.Types;
using TaskTracker.Core.Filtering;
using TaskTracker.Core.Paging;
using TaskTracker.Core.Search;
using TaskTracker.Core.Tasks;
using TaskTracker.Schema.Costs;
using TaskTracker.Schema.Filters;
using TaskTracker.Schema.Paging;
using TaskTracker.Schema.Selection;

namespace TaskTracker.Schema.Tasks;

internal sealed class TaskFilterInput() : FilterInput<TaskItem>(TaskFields.All);

internal sealed class ListFilterInputTypeOfTaskFilterInput() : ListFilterInput<TaskFilterInput>("TaskFilterInput");

internal sealed class TaskSortInput() : SortInput<TaskItem>(TaskFields.All);

/// <summary>The arguments of every list of tasks.</summary>
internal static class TaskListArgumentsExtensions
{
    private static readonly PerDocument<Condition<TaskItem>?> Where = FilterReader.Where(TaskFields.All);
    private static readonly PerDocument<IReadOnlyList<SortKey<TaskItem>>> Order = SortReader.Order(TaskFields.All);

    /// <summary>Adds paging, <c>where</c>, <c>order</c> and <c>search</c>.</summary>
    public static FieldBuilder<TSource, TReturn> TaskListArguments<TSource, TReturn>(this FieldBuilder<TSource, TReturn> field) => field
        .PageArguments()
        .Argument<TaskFilterInput>("where", "Which tasks. Without it: all.", argument => argument.Cost(CostBuilder.OfCommand))
        .Argument<ListGraphType<NonNullGraphType<TaskSortInput>>>("order", "The sort keys, the most significant first. Rows that are equal in all of them are sorted "
            + "by id, in the direction of the last key. Without it: by id, or by relevance when there is a `search`.", argument => argument.Cost(CostBuilder.OfCommand))
        .Argument<StringGraphType>("search", "Words that the title and the description must contain between them, in any order, without regard to case and accents; the last word may be "
            + $"the beginning of one. Everything but letters, digits and symbols separates words; a text without a word does not restrict. Up to {SearchWords.MaximumLength:N0} characters. "
            + "By relevance, tasks whose title holds all the words come first, and then the newest.", argument => argument.Cost(CostBuilder.OfTextSearch));

    /// <summary>The tasks that the caller asks for.</summary>
    public static TaskQuery TaskQuery(this IResolveFieldContext context) => new(Where.Of(context), context.GetArgument<string?>("search"), Order.Of(context));
}
