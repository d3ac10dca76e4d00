using GraphQL.Types;
using TaskTracker.Core.Access;
using TaskTracker.Core.Accounts;
using TaskTracker.Schema.Scalars;

namespace TaskTracker.Schema.Accounts;

internal sealed class ApiKeyType : ObjectGraphType<ApiKey>
{
    public ApiKeyType()
    {
        Name = "ApiKey";
        Description = "A key with which a program acts for its owner. Send it like an access token.";
        Field<NonNullGraphType<IdGraphType>>("id").Description("The key's number.").Resolve(c => c.Source.Id);
        Field<NonNullGraphType<StringGraphType>>("name").Description("What its owner calls it.").Resolve(c => c.Source.Name);
        Field<NonNullGraphType<StringGraphType>>("start").Description("The key's first characters, to tell it from others.").Resolve(c => c.Source.Start);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ApiScopeType>>>>("scopes").Description("What it allows.")
            .Resolve(c => c.Source.Scopes.Each());
        Field<NonNullGraphType<DateTimeScalar>>("createdAt").Description("When it was created.").Resolve(c => c.Source.CreatedAt);
        Field<DateTimeScalar>("expiresAt").Description("When it expires; null for never.").Resolve(c => c.Source.ExpiresAt);
        Field<DateTimeScalar>("lastUsedAt").Description("When it was last used, to about a minute; null when it never was.").Resolve(c => c.Source.LastUsedAt);
        Field<DateTimeScalar>("revokedAt").Description("When it was revoked; null when it was not.").Resolve(c => c.Source.RevokedAt);
    }
}

internal sealed class NewApiKeyType : ObjectGraphType<ApiKeyGrant>
{
    public NewApiKeyType()
    {
        Name = "NewApiKey";
        Description = "An API key that was just created.";
        Field<NonNullGraphType<ApiKeyType>>("apiKey").Description("What the server keeps of it.").Resolve(c => c.Source.Key);
        Field<NonNullGraphType<StringGraphType>>("secret").Description("The key itself. It is not shown again: the server does not keep it.").Resolve(c => c.Source.Secret);
    }
}
