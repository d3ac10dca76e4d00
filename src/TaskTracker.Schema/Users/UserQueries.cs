using GraphQL;
using GraphQL.Types;
using TaskTracker.Core.Filtering;
using TaskTracker.Core.Paging;
using TaskTracker.Core.Users;
using TaskTracker.Schema.Costs;
using TaskTracker.Schema.Filters;
using TaskTracker.Schema.Nodes;
using TaskTracker.Schema.Paging;
using TaskTracker.Schema.Selection;

namespace TaskTracker.Schema.Users;

/// <summary>The fields of <c>Query</c> that answer users.</summary>
internal static class UserQueries
{
    private static readonly PerDocument<Condition<User>?> Where = FilterReader.Where(UserFields.All);
    private static readonly PerDocument<IReadOnlyList<SortKey<User>>> Order = SortReader.Order(UserFields.All);

    public static void AddTo(ObjectGraphType query, UserReader users)
    {
        query.Field<UserType>("userById").Description("The user with this id; null when there is none.")
            .Argument<NonNullGraphType<IdGraphType>>("id", "The user's global id or number.")
            .ResolveAsync(async context => (await users.FindAsync(
                context.Actor(),
                GlobalId.ReadOrRefuse("User", "id", context.GetArgument<object>("id")),
                context.Columns<User>(),
                context.CancellationToken)).OrNull());
        query.Field<UserType>("userByUsername").Description("The user of this name; null when there is none.")
            .Argument<NonNullGraphType<StringGraphType>>("username", "The name, without regard to case.")
            .ResolveAsync(async context => (await users.FindByUsernameAsync(
                context.Actor(),
                context.GetArgument<string>("username"),
                context.Columns<User>(),
                context.CancellationToken)).OrNull());
        query.Field<UsersConnection>("users").Description("Users, filtered, sorted and in pages.")
            .PageArguments()
            .Argument<UserFilterInput>("where", "Which users. Without it: all.", argument => argument.Cost(CostBuilder.OfCommand))
            .Argument<ListGraphType<NonNullGraphType<UserSortInput>>>("order", "The sort keys, the most significant first. Rows that are equal in all of them are "
                + "sorted by id, in the direction of the last key. Without it: by id.", argument => argument.Cost(CostBuilder.OfCommand))
            .ResolveAsync(async context => (await users.ReadPageAsync(
                context.Actor(),
                new UserQuery(Where.Of(context), Order.Of(context)),
                context.PageArguments(),
                context.PageSelection<User>(),
                context.CancellationToken)).OrRefuse());
    }
}
