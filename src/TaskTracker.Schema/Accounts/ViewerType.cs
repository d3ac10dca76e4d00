using GraphQL.Types;
using TaskTracker.Core.Access;
using TaskTracker.Core.Accounts;
using TaskTracker.Core.Users;
using TaskTracker.Schema.Costs;
using TaskTracker.Schema.Selection;
using TaskTracker.Schema.Users;

namespace TaskTracker.Schema.Accounts;

internal sealed class ViewerType : ObjectGraphType<Identity>
{
    public ViewerType(UserReader users, ApiKeyReader apiKeys)
    {
        Name = "Viewer";
        Description = "You, by this request's token or API key.";
        Field<UserType>("user").Description("Your user; null when an API key may not read users.").Cost(CostBuilder.OfCommand)
            .ResolveAsync(async context => (await users.FindManyAsync(
                context.Actor(),
                [context.Source.UserId],
                context.Columns<User>(),
                context.CancellationToken)).GetValueOrDefault(context.Source.UserId));
        Field<NonNullGraphType<RoleType>>("role").Description("What you may do.").Resolve(c => c.Source.Role);
        Field<ListGraphType<NonNullGraphType<ApiScopeType>>>("scopes").Description("What the API key allows; null for a session, which may do whatever your role allows.")
            .Resolve(c => c.Source.Scopes?.Each());
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ApiKeyType>>>>("apiKeys")
            .Description("Your API keys, oldest first, revoked and expired ones too. An API key itself may not list them.")
            .ListSize(10).Cost(CostBuilder.OfCommand)
            .ResolveAsync(async context => (await apiKeys.ReadOwnAsync(context.Actor(), context.CancellationToken)).OrRefuse());
    }

    public static void AddTo(ObjectGraphType query) => query.Field<ViewerType>("viewer").Description("You; null when you have not signed in.")
        .Resolve(context => context.Actor().Identity);
}
