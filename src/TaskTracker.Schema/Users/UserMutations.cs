using GraphQL.Types;
using TaskTracker.Core.Users;
using TaskTracker.Schema.Errors;
using TaskTracker.Schema.Mutations;

namespace TaskTracker.Schema.Users;

/// <summary>The fields of <c>Mutation</c> that change users.</summary>
internal sealed class UserMutations(CreateUser createUser, UpdateUser updateUser)
{
    public void AddTo(ObjectGraphType mutation)
    {
        MutationField.Add<User, UserType>(
            mutation,
            "createUser",
            "Creates a user whom tasks can be assigned to, but who cannot sign in until an administrator gives them a password.",
            "user",
            [typeof(DuplicateUsernameError), typeof(DuplicateEmailError)],
            input =>
            {
                input.Field<NonNullGraphType<StringGraphType>>("username").Description("3 to 20 characters, not blank, unique without regard to case.");
                input.Field<NonNullGraphType<StringGraphType>>("email").Description("An address that mail can be sent to, unique without regard to case.");
            },
            (context, input) =>
            {
                var values = new CreateUser.Input(input.Required<string>("username"), input.Required<string>("email"));
                return () => createUser.ExecuteAsync(context.Actor(), values, context.CancellationToken);
            },
            "The new user");

        MutationField.Add<User, UserType>(
            mutation,
            "updateProfile",
            "Changes your name or e-mail address. A field that is left out stays as it is.",
            "user",
            [typeof(UserVersionConflictError), typeof(DuplicateUsernameError), typeof(DuplicateEmailError)],
            AddProfile,
            (context, input) =>
            {
                // Nobody has the number 0, so somebody who did not sign in changes nobody.
                var values = new UpdateUser.Input(
                    context.Actor().Identity?.UserId ?? 0, input.OptionalText("username"), input.OptionalText("email"), input.ExpectedVersion());
                return () => updateUser.ExecuteAsync(context.Actor(), values, context.CancellationToken);
            });

        MutationField.Add<User, UserType>(
            mutation,
            "updateUser",
            "Changes a user's name or e-mail address. A field that is left out stays as it is. For administrators, and for your own user.",
            "user",
            [typeof(UserNotFoundError), typeof(UserVersionConflictError), typeof(DuplicateUsernameError), typeof(DuplicateEmailError)],
            input =>
            {
                input.Field<NonNullGraphType<IdGraphType>>("id").Description("The user's global id or number.");
                AddProfile(input);
            },
            (context, input) =>
            {
                var values = new UpdateUser.Input(input.UserId("id"), input.OptionalText("username"), input.OptionalText("email"), input.ExpectedVersion());
                return () => updateUser.ExecuteAsync(context.Actor(), values, context.CancellationToken);
            });

        static void AddProfile(InputObjectGraphType input)
        {
            input.Field<StringGraphType>("username").Description("3 to 20 characters, not blank, unique without regard to case; null is refused.");
            input.Field<StringGraphType>("email").Description("An address that mail can be sent to, unique without regard to case; null is refused.");
            input.ExpectsVersion("user");
        }
    }
}
