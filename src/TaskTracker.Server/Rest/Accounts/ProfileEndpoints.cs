using TaskTracker.Core;
using TaskTracker.Core.Users;
using TaskTracker.Server.Accounts;
using TaskTracker.Server.Rest.Answers;
using TaskTracker.Server.Rest.Documentation;
using TaskTracker.Server.Rest.Requests;

namespace TaskTracker.Server.Rest.Accounts;

/// <summary><c>/users/me</c>: whoever is signed in.</summary>
internal static class ProfileEndpoints
{
    public static void MapProfile(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/users/me", GetAsync)
            .Documented("getProfile", "Accounts", "Get your profile", "The user who is signed in.")
            .AnswersWith<Schemas.Profile>()
            .RefusesStrangers();
        routes.MapPatch("/users/me", UpdateAsync)
            .Documented("updateProfile", "Accounts", "Update your profile", "Changes your name or e-mail address; what is left out stays as it is.")
            .TakesBody<Schemas.ProfileUpdate>()
            .AnswersWith<Schemas.Profile>()
            .RefusesStrangers()
            .RefusesInvalid("""{"type":"string_too_short","loc":["body","username"],"msg":"String should have at least 3 characters","input":"al","ctx":{"min_length":3}}""");
    }

    private static async Task<IResult> GetAsync(HttpContext context, UserReader users)
    {
        var actor = context.Actor();
        if (actor.Identity is not { } identity)
        {
            return AccessAnswer.NotAuthenticated;
        }

        var user = await users.FindAsync(actor, identity.UserId, UserJson.Columns, context.RequestAborted);
        return user.Succeeded ? AccountAnswer.Of(user.Value, identity) : RestAnswer.Refused(user.Failures, RequestInput.WithoutBody(context));
    }

    private static async Task<IResult> UpdateAsync(HttpContext context, UpdateUser updateUser)
    {
        var actor = context.Actor();
        if (actor.Identity is not { } identity)
        {
            return AccessAnswer.NotAuthenticated;
        }

        var input = await RequestInput.ReadAsync(context);
        var username = input.Body.GivenText("username", Username.Check);
        var email = input.Body.GivenText("email", text => EmailAddress.Parse(text).Failures.OfType<InvalidInput>().FirstOrDefault());
        if (input.Refusal is { } refusal)
        {
            return refusal;
        }

        var updated = await updateUser.ExecuteAsync(input.Actor, new(identity.UserId, username, email), context.RequestAborted);
        return updated.Succeeded ? AccountAnswer.Of(updated.Value, identity) : RestAnswer.Refused(updated.Failures, input);
    }
}
