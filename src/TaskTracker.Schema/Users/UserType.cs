using GraphQL.Types;
using TaskTracker.Core.Access;
using TaskTracker.Core.Paging;
using TaskTracker.Core.Tasks;
using TaskTracker.Core.Users;
using TaskTracker.Schema.Accounts;
using TaskTracker.Schema.Batching;
using TaskTracker.Schema.Costs;
using TaskTracker.Schema.Nodes;
using TaskTracker.Schema.Paging;
using TaskTracker.Schema.Scalars;
using TaskTracker.Schema.Tasks;

namespace TaskTracker.Schema.Users;

internal sealed class UserType : ObjectGraphType<User>
{
    public UserType(TaskReader tasks)
    {
        Name = "User";
        Description = "Somebody whom tasks can be assigned to.";
        Interface<NodeInterface>();
        Field<NonNullGraphType<IdGraphType>>("id").Description("The global id: opaque, and different for every object of every type.")
            .Reads(nameof(User.Id)).Resolve(c => GlobalId.Of("User", c.Source.Id));
        Field<NonNullGraphType<IntGraphType>>("databaseId").Description("The number that REST calls `id`.")
            .Reads(nameof(User.Id)).Resolve(c => c.Source.Id);
        Field<NonNullGraphType<StringGraphType>>("username").Description("3 to 20 characters, unique without regard to case.")
            .Reads(nameof(User.Username)).Resolve(c => c.Source.Username);
        Field<NonNullGraphType<StringGraphType>>("email").Description("The e-mail address, unique without regard to case.")
            .Reads(nameof(User.Email)).Resolve(c => c.Source.Email);
        Field<RoleType>("role").Description("What the user may do; null when you may not see that.")
            .Reads(nameof(User.Role)).Resolve(c => c.Actor().May(Permissions.ReadAccounts) ? c.Source.Role : null);
        Field<DateTimeScalar>("disabledAt").Description("When the user was deactivated; null when they are not, or when you may not see that.")
            .Reads(nameof(User.DisabledAt)).Resolve(c => c.Actor().May(Permissions.ReadAccounts) ? c.Source.DisabledAt : null);
        Field<NonNullGraphType<DateTimeScalar>>("createdAt").Description("When the user was created.")
            .Reads(nameof(User.CreatedAt)).Resolve(c => c.Source.CreatedAt);
        Field<IntGraphType>("version").Description("1 when the user was created, one more with every change of a field above; null when you may not see all of those.")
            .Reads(nameof(User.Version)).Resolve(c => c.Actor().May(Permissions.ReadAccounts) ? c.Source.Version : null);
        Field<TasksConnection>("tasks").Description("The tasks assigned to the user; null when you may not see tasks.")
            .Reads(nameof(User.Id))
            .TaskListArguments()
            .Cost(CostBuilder.OfListOfRow)
            .Resolve(context =>
            {
                var query = context.TaskQuery();
                var page = context.PageArguments();
                var selection = context.PageSelection<TaskItem>();
                return Batches.Of<int, Page<TaskItem>>(
                        context,
                        ("User.tasks", string.Join('/', context.ResponsePath.OfType<string>())),
                        async (ids, token) => (await tasks.ReadPagesOfUsersAsync(context.Actor(), ids, query, page, selection, token)).OrNothing())
                    .Add(context.Source.Id);
            });
    }
}
