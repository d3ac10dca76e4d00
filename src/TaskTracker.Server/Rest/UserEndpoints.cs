using TaskTracker.Core;
using TaskTracker.Core.Users;
using TaskTracker.Server.Accounts;
using TaskTracker.Server.Rest.Answers;
using TaskTracker.Server.Rest.Documentation;
using TaskTracker.Server.Rest.Requests;

namespace TaskTracker.Server.Rest;

/// <summary>Users.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/users/", CreateAsync)
            .RefusesStrangers()
            .Documented("createUser", "Users", "Create a user", "Creates a user whom tasks can be assigned to. Usernames and e-mail addresses are unique.")
            .TakesBody<Schemas.UserCreate>()
            .AnswersWith<Schemas.User>()
            .RefusesInvalid("""{"type":"missing","loc":["body","email"],"msg":"Field required","input":{"username":"alice"}}""");
        routes.MapGet("/users/", List)
            .RefusesStrangers()
            .Documented("listUsers", "Users", "List users", "All users in the order in which they were created.")
            .TakesRange()
            .AnswersWith<IEnumerable<Schemas.User>>()
            .RefusesInvalid("""{"type":"greater_than_equal","loc":["query","skip"],"msg":"Input should be greater than or equal to 0","input":"-1","ctx":{"ge":0}}""");
        routes.MapGet("/users/{user_id}", GetAsync)
            .RefusesStrangers()
            .Documented("getUser", "Users", "Get a user", "One user by its id.")
            .TakesId("user_id", "The user's id.")
            .AnswersWith<Schemas.User>()
            .RefusesUnknown("User")
            .RefusesInvalidId("user_id");
    }

    private static async Task<IResult> CreateAsync(HttpContext context, CreateUser createUser)
    {
        var input = await RequestInput.ReadAsync(context);
        var username = input.Body.Text("username", Username.Check);
        var email = input.Body.Text("email", text => EmailAddress.Parse(text).Failures.OfType<InvalidInput>().FirstOrDefault());
        if (input.Refusal is { } refusal)
        {
            return refusal;
        }

        var created = await createUser.ExecuteAsync(input.Actor, new(username!, email!), context.RequestAborted);
        return created.Succeeded ? RestAnswer.Of(created.Value) : RestAnswer.Refused(created.Failures, input);
    }

    private static IResult List(HttpContext context, UserReader users)
    {
        var input = RequestInput.WithoutBody(context);
        var skip = input.Query.Count("skip") ?? 0;
        var limit = input.Query.Count("limit");
        if (input.Refusal is { } refusal)
        {
            return refusal;
        }

        var found = users.Stream(context.Actor(), UserJson.Columns, skip, limit);
        return found.Succeeded ? RestAnswer.Of(found.Value) : RestAnswer.Refused(found.Failures, input);
    }

    private static async Task<IResult> GetAsync(HttpContext context, UserReader users)
    {
        var input = RequestInput.WithoutBody(context);
        var id = input.Id("user_id");
        if (input.Refusal is { } refusal)
        {
            return refusal;
        }

        var user = await users.FindAsync(context.Actor(), id, UserJson.Columns, context.RequestAborted);
        return user.Succeeded ? RestAnswer.Of(user.Value) : RestAnswer.Refused(user.Failures, input);
    }
}
