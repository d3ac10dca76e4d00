using TaskTracker.Core;
using TaskTracker.Core.Accounts;
using TaskTracker.Server.Accounts;
using TaskTracker.Server.Rest.Documentation;

namespace TaskTracker.Server.Rest.Accounts;

/// <summary>Signing in as OAuth 2 clients do it: the password grant that FastAPI's clients and Swagger UI send, and the refresh grant.</summary>
internal static class TokenEndpoints
{
    private const string Description =
        """
        Signs in and answers an access token, to be sent as `Authorization: Bearer …`, and a refresh token. The fields are those of
        the OAuth 2 password grant; `scope`, `client_id` and `client_secret` are ignored.
        """;

    private const string RefreshDescription =
        """
        Exchanges a refresh token for new tokens. Each is good once: one that comes a second time ends the session.
        """;

    public static void MapTokens(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/token", SignInAsync)
            .Documented("signIn", "Accounts", "Sign in", Description)
            .TakesForm<Schemas.PasswordGrant>()
            .AnswersWith<Schemas.Token>()
            .RefusesCredentials("Incorrect username or password")
            .RefusesInvalid("""{"type":"missing","loc":["body","password"],"msg":"Field required","input":null}""")
            .RefusesAttempts()
            .ForEverybody();
        routes.MapPost("/token/refresh", RefreshAsync)
            .Documented("refreshToken", "Accounts", "Refresh a session", RefreshDescription)
            .TakesForm<Schemas.RefreshGrant>()
            .AnswersWith<Schemas.Token>()
            .RefusesCredentials("The refresh token is not good any more. Sign in again.")
            .RefusesInvalid("""{"type":"missing","loc":["body","refresh_token"],"msg":"Field required","input":null}""")
            .ForEverybody();
    }

    private static async Task<IResult> SignInAsync(HttpContext context, SignIn signIn)
    {
        var form = await FormInput.ReadAsync(context);
        form.Check("grant_type", "password");
        var username = form.Required("username");
        var password = form.Required("password");
        return form.Refusal ?? Answer(await signIn.ExecuteAsync(context.Actor(), new(username!, password!), context.RequestAborted));
    }

    private static async Task<IResult> RefreshAsync(HttpContext context, RefreshSession refresh)
    {
        var form = await FormInput.ReadAsync(context);
        form.Check("grant_type", "refresh_token");
        var token = form.Required("refresh_token");
        return form.Refusal ?? Answer(await refresh.ExecuteAsync(context.Actor(), token!, context.RequestAborted));
    }

    private static IResult Answer(Result<SessionGrant> session) => session switch
    {
        { Succeeded: true, Value: var grant } => AccountAnswer.Of(grant),
        { Failures: [TooManyAttempts attempts, ..] } => AccountAnswer.TooMany(attempts),
        { Failures: [InvalidCredentials, ..] } => AccountAnswer.Wrong("Incorrect username or password"),
        _ => AccountAnswer.Wrong(session.Failures[0].Message),
    };
}
