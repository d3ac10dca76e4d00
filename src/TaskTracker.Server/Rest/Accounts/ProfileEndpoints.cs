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
    private const string Conflict =
        """
        {"detail":"User 1 has changed: the version is 3 by now. Look at what has changed, and try again with that version.","code":"VERSION_CONFLICT","user":{"id":1,"username":"alice","email":"alice@example.com","role":"MEMBER"}}
        """;

    public static void MapProfile(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/users/me", GetAsync)
            .Documented("getProfile", "Accounts", "Get your profile", "The user who is signed in.")
            .TakesIfNoneMatch("profile")
            .AnswersWith<Schemas.Profile>()
            .RefusesStrangers();
        routes.MapPatch("/users/me", UpdateAsync)
            .Documented("updateProfile", "Accounts", "Update your profile", "Changes your name or e-mail address; what is left out stays as it is.")
            .TakesIfMatch<Schemas.ProfileConflict>("profile", Conflict)
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

        var user = await users.FindAsync(actor, identity.UserId, AccountAnswer.ProfileColumns, context.RequestAborted);
        return !user.Succeeded ? RestAnswer.Refused(user.Failures, RequestInput.WithoutBody(context))
            : EntityTags.HasAlready(context.Request, user.Value.Version) ? RestAnswer.NotModified(user.Value.Version)
            : AccountAnswer.Of(user.Value);
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
        var version = EntityTags.IfMatch(context.Request, out var unreadable);
        if ((input.Refusal ?? unreadable) is { } refusal)
        {
            return refusal;
        }

        var updated = await updateUser.ExecuteAsync(input.Actor, new(identity.UserId, username, email, version), context.RequestAborted);
        return updated.Succeeded ? AccountAnswer.Of(updated.Value)
            : updated.Failures[0] is UserVersionConflict conflict ? AccountAnswer.Conflicting(conflict)
            : RestAnswer.Refused(updated.Failures, input);
    }
}
