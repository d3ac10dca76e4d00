using GraphQL.Types;
using TaskTracker.Core.Access;
using TaskTracker.Core.Accounts;
using TaskTracker.Schema.Mutations;
using TaskTracker.Schema.Scalars;

namespace TaskTracker.Schema.Accounts;

/// <summary>The fields of <c>Mutation</c> that make and revoke API keys.</summary>
internal sealed class ApiKeyMutations(CreateApiKey createApiKey, RevokeApiKey revokeApiKey)
{
    public void AddTo(ObjectGraphType mutation)
    {
        MutationField.Add<ApiKeyGrant, NewApiKeyType>(
            mutation,
            "createApiKey",
            "Creates an API key with which a program can act for you.",
            "newApiKey",
            [typeof(TooManyApiKeysError), typeof(ApiKeySecretNotKeptError)],
            input =>
            {
                input.Field<NonNullGraphType<StringGraphType>>("name").Description("What you call it: 1 to 100 characters.");
                input.Field<NonNullGraphType<ListGraphType<NonNullGraphType<ApiScopeType>>>>("scopes").Description("What it allows; at least one.");
                input.Field<DateTimeScalar>("expiresAt").Description("When it expires; never when left out.");
            },
            (context, input) =>
            {
                var values = new CreateApiKey.Input(
                    input.Required<string>("name"),
                    input.Required<IEnumerable<object>>("scopes").Cast<ApiScopes>().Aggregate(ApiScopes.None, (all, scope) => all | scope),
                    input.Optional<DateTime>("expiresAt"));
                return () => createApiKey.ExecuteAsync(context.Actor(), values, context.CancellationToken);
            },
            "The new key and its secret");

        MutationField.Add<ApiKey, ApiKeyType>(
            mutation,
            "revokeApiKey",
            "Revokes one of your API keys, at once.",
            "apiKey",
            [typeof(ApiKeyNotFoundError)],
            input => input.Field<NonNullGraphType<IdGraphType>>("id").Description("The key's number."),
            (context, input) =>
            {
                var id = input.ApiKeyId("id");
                return () => revokeApiKey.ExecuteAsync(context.Actor(), id, context.CancellationToken);
            },
            "The key after the change");
    }
}
