using GraphQL.Types;
using TaskTracker.Core.Access;
using TaskTracker.Core.Accounts;
using TaskTracker.Core.Users;
using TaskTracker.Schema.Costs;
using TaskTracker.Schema.Errors;
using TaskTracker.Schema.Mutations;
using TaskTracker.Schema.Users;

namespace TaskTracker.Schema.Accounts;

/// <summary>The fields of <c>Mutation</c> with which administrators manage accounts.</summary>
internal sealed class AccountMutations(ChangeRole changeRole, SetPassword setPassword, DeactivateUser deactivate, ReactivateUser reactivate)
{
    public void AddTo(ObjectGraphType mutation)
    {
        MutationField.Add<User, UserType>(
            mutation,
            "changeUserRole",
            "Gives a user another role, effective at once. For administrators.",
            "user",
            [typeof(UserNotFoundError), typeof(UserVersionConflictError), typeof(LastAdministratorError)],
            input =>
            {
                input.Field<NonNullGraphType<IdGraphType>>("id").Description("The user's global id or number.");
                input.Field<NonNullGraphType<RoleType>>("role").Description("The new role.");
                input.ExpectsVersion("user");
            },
            (context, input) =>
            {
                var values = new ChangeRole.Input(input.UserId("id"), input.Required<Role>("role"), input.ExpectedVersion());
                return () => changeRole.ExecuteAsync(context.Actor(), values, context.CancellationToken);
            });

        MutationField.Add<User, UserType>(
            mutation,
            "setUserPassword",
            "Sets a user's password, also that of a user who had none, and ends all of their sessions. For administrators.",
            "user",
            [typeof(UserNotFoundError), typeof(UserVersionConflictError)],
            input =>
            {
                input.Field<NonNullGraphType<IdGraphType>>("id").Description("The user's global id or number.");
                input.Field<NonNullGraphType<StringGraphType>>("password").Description("8 to 128 characters, and none of the most common ones.");
                input.ExpectsVersion("user");
            },
            (context, input) =>
            {
                var values = new SetPassword.Input(input.UserId("id"), input.Required<string>("password"), input.ExpectedVersion());
                return () => setPassword.ExecuteAsync(context.Actor(), values, context.CancellationToken);
            }).Cost(CostBuilder.OfPassword);

        MutationField.Add<User, UserType>(
            mutation,
            "deactivateUser",
            "Deactivates an account: its sessions and API keys stop working at once. The user and their tasks stay. For administrators, and for your own user.",
            "user",
            [typeof(UserNotFoundError), typeof(UserVersionConflictError), typeof(LastAdministratorError)],
            input =>
            {
                input.Field<NonNullGraphType<IdGraphType>>("id").Description("The user's global id or number.");
                input.ExpectsVersion("user");
            },
            (context, input) =>
            {
                var values = new DeactivateUser.Input(input.UserId("id"), input.ExpectedVersion());
                return () => deactivate.ExecuteAsync(context.Actor(), values, context.CancellationToken);
            });

        MutationField.Add<User, UserType>(
            mutation,
            "reactivateUser",
            "Lets a deactivated user in again. For administrators.",
            "user",
            [typeof(UserNotFoundError), typeof(UserVersionConflictError)],
            input =>
            {
                input.Field<NonNullGraphType<IdGraphType>>("id").Description("The user's global id or number.");
                input.ExpectsVersion("user");
            },
            (context, input) =>
            {
                var values = new ReactivateUser.Input(input.UserId("id"), input.ExpectedVersion());
                return () => reactivate.ExecuteAsync(context.Actor(), values, context.CancellationToken);
            });
    }
}
