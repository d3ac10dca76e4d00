using GraphQL.Types;
using TaskTracker.Core;
using TaskTracker.Schema.Errors;

namespace TaskTracker.Schema.Accounts;

internal sealed class InvalidCredentialsError() : ErrorType<InvalidCredentials>(
    "InvalidCredentialsError", "The name or the password is wrong; which one is not told. Code `INVALID_CREDENTIALS`.");

internal sealed class TooManyAttemptsError : ErrorType<TooManyAttempts>
{
    public TooManyAttemptsError()
        : base("TooManyAttemptsError", "There were too many attempts from your address. Code `TOO_MANY_ATTEMPTS`.") =>
        Field<NonNullGraphType<IntGraphType>>("retryAfterSeconds").Description("How long to wait before the next one.")
            .Resolve(c => (int)Math.Ceiling(c.Source.RetryAfter.TotalSeconds));
}

internal sealed class InvalidRefreshTokenError() : ErrorType<InvalidRefreshToken>(
    "InvalidRefreshTokenError", "The refresh token is unknown, was used before, or its session is over: sign in again. Code `INVALID_REFRESH_TOKEN`.");

internal sealed class SignUpClosedError() : ErrorType<SignUpClosed>("SignUpClosedError", "Nobody may sign up here. Code `SIGN_UP_CLOSED`.");

internal sealed class LastAdministratorError() : ErrorType<LastAdministrator>(
    "LastAdministratorError", "Without this user nobody could administer the server. Code `LAST_ADMINISTRATOR`.");

internal sealed class ApiKeyNotFoundError() : ErrorType<ApiKeyNotFound>("ApiKeyNotFoundError", "You have no such API key. Code `API_KEY_NOT_FOUND`.");

internal sealed class ApiKeySecretNotKeptError : ErrorType<ApiKeySecretNotKept>
{
    public ApiKeySecretNotKeptError()
        : base("ApiKeySecretNotKeptError", "The key was created when this request first came, and its secret was shown only then. Code `API_KEY_SECRET_NOT_KEPT`.") =>
        Field<NonNullGraphType<IdGraphType>>("apiKeyId").Description("The number of the key that was created.").Resolve(c => c.Source.ApiKeyId);
}

internal sealed class TooManyApiKeysError() : ErrorType<TooManyApiKeys>("TooManyApiKeysError", "You have as many API keys as anybody may. Code `TOO_MANY_API_KEYS`.");
