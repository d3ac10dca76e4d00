using TaskTracker.Core.Data;
using TaskTracker.Core.Data.Prepared;
using TaskTracker.Core.Filtering;
using TaskTracker.Core.Search;

namespace TaskTracker.Core.Tasks;

/// <summary>Which tasks a filter and a search leave, whichever way they are then read.</summary>
/// <param name="Where">The filter, or null for all.</param>
/// <param name="Words">The words to hold, or null for no restriction.</param>
internal sealed record TaskRestriction(Condition<TaskItem>? Where, SearchWords? Words)
{
    /// <summary>The restriction, or <see cref="InvalidSearch"/>.</summary>
    public static Result<TaskRestriction> Create(Condition<TaskItem>? where, string? search) => search is { Length: > SearchWords.MaximumLength } && TextRules.Length(search) > SearchWords.MaximumLength
        ? new InvalidSearch($"'search' must have at most {SearchWords.MaximumLength} characters.")
        : new TaskRestriction(where, search is null ? null : SearchWords.Parse(search));

    /// <summary>The tasks. There are no words for a search.</summary>
    public RowQuery<TaskItem> RowsOf(TrackerDbContext context) => new(Words is not null ? null : shape => Where?.Describe(shape), () => ApplyTo(context));

    /// <summary>The same as a query for EF.</summary>
    public IQueryable<TaskItem> ApplyTo(TrackerDbContext context)
    {
        var tasks = context.Tasks.Matching(Where);
        if (Words is null)
        {
            return tasks;
        }

        var holding = context.TasksHolding(Words, titleOnly: false);
        return tasks.Where(t => holding.Contains(t.Id));
    }
}
