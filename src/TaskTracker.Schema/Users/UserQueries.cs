using GraphQL;
using GraphQL.Types;
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
    public static void AddTo(ObjectGraphType query, UserReader users)
    {
        query.Field<UserType>("userById").Description("The user with this id; null when there is none.")
            .Argument<NonNullGraphType<IdGraphType>>("id", "The user's global id or number.")
            .ResolveAsync(async context => (await users.FindAsync(
                context.Actor(),
                GlobalId.ReadOrRefuse("User", "id", context.GetArgument<object>("id")),
                context.Columns<User>((IObjectGraphType)context.FieldDefinition.ResolvedType!),
                context.CancellationToken)).OrNull());
        query.Field<UserType>("userByUsername").Description("The user of this name; null when there is none.")
            .Argument<NonNullGraphType<StringGraphType>>("username", "The name, without regard to case.")
            .ResolveAsync(async context => (await users.FindByUsernameAsync(
                context.Actor(),
                context.GetArgument<string>("username"),
                context.Columns<User>((IObjectGraphType)context.FieldDefinition.ResolvedType!),
                context.CancellationToken)).OrNull());
        query.Field<UsersConnection>("users").Description("Users, filtered, sorted and in pages.")
            .PageArguments()
            .Argument<UserFilterInput>("where", "Which users. Without it: all.", argument => argument.Cost(CostBuilder.OfCommand))
            .Argument<ListGraphType<NonNullGraphType<UserSortInput>>>("order", "The sort keys, the most significant first. Rows that are equal in all of them are "
                + "sorted by id, in the direction of the last key. Without it: by id.", argument => argument.Cost(CostBuilder.OfCommand))
            .ResolveAsync(async context => (await users.ReadPageAsync(
                context.Actor(),
                new UserQuery(
                    FilterReader.Read(UserFields.All, context.GetArgument<IDictionary<string, object?>?>("where")),
                    SortReader.Read(UserFields.All, context.GetArgument<IEnumerable<IDictionary<string, object?>?>?>("order"))),
                context.PageArguments(),
                context.PageSelection<User>(),
                context.CancellationToken)).OrRefuse());
    }
}
