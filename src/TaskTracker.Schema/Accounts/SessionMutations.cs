using GraphQL;
using GraphQL.Types;
using TaskTracker.Core;
using TaskTracker.Core.Accounts;
using TaskTracker.Core.Users;
using TaskTracker.Schema.Costs;
using TaskTracker.Schema.Errors;
using TaskTracker.Schema.Mutations;
using TaskTracker.Schema.Users;

namespace TaskTracker.Schema.Accounts;

/// <summary>The fields of <c>Mutation</c> that let somebody in and out. What is asked below one that lets somebody in, they ask.</summary>
internal sealed class SessionMutations(SignUp signUp, SignIn signIn, RefreshSession refreshSession, SignOut signOut, ChangePassword changePassword)
{
    public void AddTo(ObjectGraphType mutation)
    {
        MutationField.Add<SessionGrant, SessionType>(
            mutation,
            "signUp",
            "Creates a user who can sign in, with the role MEMBER, and signs them in. The operator may have closed this.",
            "session",
            [typeof(SignUpClosedError), typeof(DuplicateUsernameError), typeof(DuplicateEmailError), typeof(TooManyAttemptsError)],
            input =>
            {
                input.Field<NonNullGraphType<StringGraphType>>("username").Description("3 to 20 characters, not blank, unique without regard to case.");
                input.Field<NonNullGraphType<StringGraphType>>("email").Description("An address that mail can be sent to, unique without regard to case.");
                input.Field<NonNullGraphType<StringGraphType>>("password").Description("8 to 128 characters, and none of the most common ones.");
            },
            (context, input) =>
            {
                var values = new SignUp.Input(input.Required<string>("username"), input.Required<string>("email"), input.Required<string>("password"));
                return SignsIn(context, () => signUp.ExecuteAsync(context.Actor(), values, context.CancellationToken));
            },
            "Your new session").Public().Cost(CostBuilder.OfPassword);

        MutationField.Add<SessionGrant, SessionType>(
            mutation,
            "signIn",
            "Signs in with a password.",
            "session",
            [typeof(InvalidCredentialsError), typeof(TooManyAttemptsError)],
            input =>
            {
                input.Field<NonNullGraphType<StringGraphType>>("username").Description("The username or the e-mail address.");
                input.Field<NonNullGraphType<StringGraphType>>("password").Description("The password.");
            },
            (context, input) =>
            {
                var values = new SignIn.Input(input.Required<string>("username"), input.Required<string>("password"));
                return SignsIn(context, () => signIn.ExecuteAsync(context.Actor(), values, context.CancellationToken));
            },
            "Your new session").Public().Cost(CostBuilder.OfPassword);

        MutationField.Add<SessionGrant, SessionType>(
            mutation,
            "refreshSession",
            "Exchanges a refresh token for new tokens. Each works once. One that is used a second time ends the session, because one of the two who have it stole it.",
            "session",
            [typeof(InvalidRefreshTokenError)],
            input => input.Field<NonNullGraphType<StringGraphType>>("refreshToken").Description("The newest refresh token that you were given."),
            (context, input) =>
            {
                var token = input.Required<string>("refreshToken");
                return SignsIn(context, () => refreshSession.ExecuteAsync(context.Actor(), token, context.CancellationToken));
            },
            "Your session with its next tokens").Public();

        MutationField.Add<SignedOut, SignedOutType>(
            mutation,
            "signOut",
            "Ends your session, or all of yours; their tokens stop working.",
            "signedOut",
            [],
            input => input.Field<NonNullGraphType<BooleanGraphType>>("everywhere").Description("Whether to end all of your sessions, on every device.").DefaultValue(false),
            (context, input) =>
            {
                var everywhere = input.Required<bool>("everywhere");
                return () => signOut.ExecuteAsync(context.Actor(), everywhere, context.CancellationToken);
            },
            "What ended");

        MutationField.Add<User, UserType>(
            mutation,
            "changePassword",
            "Changes your password and ends your other sessions. API keys keep working.",
            "user",
            [typeof(InvalidCredentialsError), typeof(TooManyAttemptsError)],
            input =>
            {
                input.Field<NonNullGraphType<StringGraphType>>("currentPassword").Description("The current password.");
                input.Field<NonNullGraphType<StringGraphType>>("newPassword").Description("8 to 128 characters, and none of the most common ones.");
            },
            (context, input) =>
            {
                var values = new ChangePassword.Input(input.Required<string>("currentPassword"), input.Required<string>("newPassword"));
                return () => changePassword.ExecuteAsync(context.Actor(), values, context.CancellationToken);
            }).Cost(CostBuilder.OfPassword);
    }

    // From then on, at this field, whoever the session is of asks.
    private static Func<Task<Result<SessionGrant>>> SignsIn(IResolveFieldContext context, Func<Task<Result<SessionGrant>>> run) => async () =>
    {
        var session = await run();
        if (session.Succeeded)
        {
            ((ActorContext)context.UserContext).SignIn(context, session.Value.Identity);
        }

        return session;
    };
}
