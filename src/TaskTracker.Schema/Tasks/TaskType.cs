using GraphQL;
using GraphQL.Types;
using TaskTracker.Core.Access;
using TaskTracker.Core.Changes;
using TaskTracker.Core.Paging;
using TaskTracker.Core.Tasks;
using TaskTracker.Core.Users;
using TaskTracker.Schema.Batching;
using TaskTracker.Schema.Changes;
using TaskTracker.Schema.Costs;
using TaskTracker.Schema.Nodes;
using TaskTracker.Schema.Paging;
using TaskTracker.Schema.Scalars;
using TaskTracker.Schema.Selection;
using TaskTracker.Schema.Users;

namespace TaskTracker.Schema.Tasks;

internal sealed class TaskType : ObjectGraphType<TaskItem>
{
    public TaskType(UserReader users, ChangeReader changes)
    {
        Name = "Task";
        Description = "A piece of work, assigned to one user.";
        Interface<NodeInterface>();
        Field<NonNullGraphType<IdGraphType>>("id").Description("The global id: opaque, and different for every object of every type.")
            .Reads(nameof(TaskItem.Id)).Resolve(c => GlobalId.Of("Task", c.Source.Id));
        Field<NonNullGraphType<IntGraphType>>("databaseId").Description("The number that REST calls `id`.")
            .Reads(nameof(TaskItem.Id)).Resolve(c => c.Source.Id);
        Field<NonNullGraphType<StringGraphType>>("title").Description("1 to 2,000 characters.")
            .Reads(nameof(TaskItem.Title)).Resolve(c => c.Source.Title);
        Field<StringGraphType>("description").Description("Up to 20,000 characters; null when there is none.")
            .Reads(nameof(TaskItem.Description)).Resolve(c => c.Source.Description);
        Field<NonNullGraphType<TaskStatusType>>("status").Description("Where the task stands.")
            .Reads(nameof(TaskItem.Status)).Resolve(c => c.Source.Status);
        Field<NonNullGraphType<TaskPriorityType>>("priority").Description("How urgent it is.")
            .Reads(nameof(TaskItem.Priority)).Resolve(c => c.Source.Priority);
        Field<LocalDateScalar>("dueDate").Description("The day by which it is to be done; null when there is none.")
            .Reads(nameof(TaskItem.DueDate)).Resolve(c => c.Source.DueDate);
        Field<NonNullGraphType<IntGraphType>>("userId").Description("The assignee's number; `user { id }` is the global id.")
            .Reads(nameof(TaskItem.UserId)).Resolve(c => c.Source.UserId);
        Field<UserType>("user").Description("The assignee; null when you may not see them.")
            .Reads(nameof(TaskItem.UserId)).ReadsReference<TaskItem, User, object>(nameof(TaskItem.User)).Cost(CostBuilder.OfObjectOfRow)
            .Resolve(context => FindUser(context, context.Source.User, context.Source.UserId));
        Field<IntGraphType>("createdById").Description("The id, as a number, of the user who created the task; null when they had not signed in.")
            .Reads(nameof(TaskItem.CreatedBy)).Resolve(c => c.Source.CreatedBy);
        Field<UserType>("createdBy").Description("Who created the task; null when they had not signed in, or you may not see them.")
            .Reads(nameof(TaskItem.CreatedBy)).ReadsReference<TaskItem, User, object>(nameof(TaskItem.Creator)).Cost(CostBuilder.OfObjectOfRow)
            .Resolve(context => context.Source.CreatedBy is { } creator ? FindUser(context, context.Source.Creator, creator) : null);
        Field<NonNullGraphType<DateTimeScalar>>("createdAt").Description("When the task was created.")
            .Reads(nameof(TaskItem.CreatedAt)).Resolve(c => c.Source.CreatedAt);
        Field<NonNullGraphType<DateTimeScalar>>("updatedAt").Description("When one of the task's fields last changed.")
            .Reads(nameof(TaskItem.UpdatedAt)).Resolve(c => c.Source.UpdatedAt);
        Field<DateTimeScalar>("completedAt").Description("When the task was completed; null while it is not.")
            .Reads(nameof(TaskItem.CompletedAt)).Resolve(c => c.Source.CompletedAt);
        Field<DateTimeScalar>("deletedAt").Description("When the task was deleted; null except for tasks from `deletedTasks` or `deleteTask`.")
            .Resolve(c => c.Source.DeletedAt);
        Field<NonNullGraphType<IntGraphType>>("version").Description("1 when the task was created, one more with every change.")
            .Reads(nameof(TaskItem.Version)).Resolve(c => c.Source.Version);
        Field<TaskChangesConnection>("changes").Description("What happened to the task, oldest first: its part of the change log, as far back as that is kept.")
            .Reads(nameof(TaskItem.Id))
            .PageArguments()
            .Argument<ListGraphType<NonNullGraphType<TaskChangeKindType>>>("kinds", "Only changes of these kinds.")
            .Cost(CostBuilder.OfListOfRow)
            .Resolve(context =>
            {
                var filter = ChangeFilter.Everything with { Kinds = context.GetArgument<List<TaskChangeKind>?>("kinds") };
                var page = context.PageArguments();
                var selection = context.PageSelection<TaskChange>();
                return Batches.Of<int, Page<TaskChange>>(
                        context,
                        ("Task.changes", string.Join('/', context.ResponsePath.OfType<string>())),
                        async (ids, token) => (await changes.ReadPagesOfTasksAsync(context.Actor(), ids, filter, page, selection, token)).OrRefuse())
                    .Add(context.Source.Id);
            });

        // Lists read them with their rows; a task that was written has come without.
        object FindUser(IResolveFieldContext context, User? read, int id)
        {
            if (read is not null && context.Actor().May(Permissions.ReadUsers))
            {
                return read;
            }

            var columns = context.Columns<User>();
            return Batches.Of<int, User>(context, ("Task.user", columns), (ids, token) => users.FindManyAsync(context.Actor(), ids, columns, token)).Add(id);
        }
    }
}
