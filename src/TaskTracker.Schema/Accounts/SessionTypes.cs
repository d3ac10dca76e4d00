using GraphQL.Types;
using TaskTracker.Core.Accounts;
using TaskTracker.Schema.Scalars;
using TaskTracker.Schema.Users;

namespace TaskTracker.Schema.Accounts;

internal sealed class SessionType : ObjectGraphType<SessionGrant>
{
    public SessionType()
    {
        Name = "Session";
        Description = "What you get by signing in. The tokens are secrets: keep them out of URLs and logs.";
        Field<NonNullGraphType<StringGraphType>>("accessToken")
            .Description("Send it with every request as `Authorization: Bearer …`, or in the payload of a WebSocket's `connection_init` as `authorization`.")
            .Resolve(c => c.Source.AccessToken.Token);
        Field<NonNullGraphType<DateTimeScalar>>("accessTokenExpiresAt").Description("When the access token expires.").Resolve(c => c.Source.AccessToken.ExpiresAt);
        Field<NonNullGraphType<StringGraphType>>("refreshToken").Description("Exchange it with `refreshSession` for the next tokens. It works once; using it again ends the session.")
            .Resolve(c => c.Source.RefreshToken);
        Field<NonNullGraphType<DateTimeScalar>>("expiresAt").Description("When the session ends unless it is refreshed before.").Resolve(c => c.Source.SessionExpiresAt);
        Field<NonNullGraphType<UserType>>("user").Description("Who signed in.").Resolve(c => c.Source.User);
    }
}

internal sealed class SignedOutType : ObjectGraphType<SignedOut>
{
    public SignedOutType()
    {
        Name = "SignedOut";
        Description = "What signing out did.";
        Field<NonNullGraphType<IntGraphType>>("sessions").Description("How many sessions ended.").Resolve(c => c.Source.Sessions);
    }
}
