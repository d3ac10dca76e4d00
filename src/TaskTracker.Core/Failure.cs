namespace TaskTracker.Core;

/// <summary>
/// A refusal: something the caller asked for that the rules do not allow. The list of failures is closed and each
/// <see cref="Code"/> is public and never changes; the doors translate a failure once, by its type.
/// Defects are exceptions, not failures.
/// </summary>
/// <param name="Code">Stable, upper-case, documented in docs/errors.md.</param>
/// <param name="Message">One sentence for people that says what is wrong; it may change between releases.</param>
public abstract record Failure(string Code, string Message);

/// <summary>A refusal by <see cref="Access.AccessRules"/>; its doors have a status of their own for it.</summary>
public abstract record AccessRefusal(string Code, string Message) : Failure(Code, Message);

/// <summary>Only somebody who signed in may do this.</summary>
public sealed record Unauthenticated() : AccessRefusal("UNAUTHENTICATED", "Sign in to do this, and send the access token or an API key.");

/// <summary>The access token or API key that came with the request is not good.</summary>
public sealed record InvalidCredential() : AccessRefusal(
    "UNAUTHENTICATED", "The access token or API key is wrong, expired or revoked. Sign in again, or refresh the session.");

/// <summary>The actor's role or API key does not allow this.</summary>
public sealed record Forbidden(string Message) : AccessRefusal("FORBIDDEN", Message);

/// <summary>No task with this id exists, or the actor may not see it.</summary>
/// <param name="TaskId">The id as the caller gave it.</param>
public sealed record TaskNotFound(string TaskId) : Failure("TASK_NOT_FOUND", $"Task {TaskId} was not found.");

/// <summary>No user with this id exists, or the actor may not see it.</summary>
/// <param name="UserId">The id as the caller gave it.</param>
public sealed record UserNotFound(string UserId) : Failure("USER_NOT_FOUND", $"User {UserId} was not found.");

/// <summary>The task has changed since the version that the caller expects.</summary>
/// <param name="Task">The task as it is now.</param>
public sealed record VersionConflict(Tasks.TaskItem Task) : Failure(
    "VERSION_CONFLICT", $"Task {Task.Id} has changed: its version is {Task.Version} by now. Look at what it says, and try again with that version.");

/// <summary>The user has changed since the version that the caller expects.</summary>
/// <param name="User">The user as they are now.</param>
public sealed record UserVersionConflict(Users.User User) : Failure(
    "VERSION_CONFLICT", $"User {User.Id} has changed: the version is {User.Version} by now. Look at what has changed, and try again with that version.");

/// <summary>The idempotency key stands for another request of the actor's.</summary>
public sealed record IdempotencyKeyReused() : Failure(
    "IDEMPOTENCY_KEY_REUSED", "This idempotency key came with another request before. Use a key of its own for each request, and the same only to repeat it.");

/// <summary>The API key was made by an earlier attempt at the same request, and its secret is not kept.</summary>
/// <param name="ApiKeyId">The key that was made.</param>
public sealed record ApiKeySecretNotKept(string ApiKeyId) : Failure(
    "API_KEY_SECRET_NOT_KEPT", $"API key {ApiKeyId} was made when this request came first, and its secret was shown only then. Revoke it if you did not get it, and make another.");

/// <summary>An item of a batch was refused; the code is that of its first reason.</summary>
/// <param name="Index">Which, from 0.</param>
/// <param name="Reasons">Why; at least one.</param>
public sealed record ItemRefused(int Index, IReadOnlyList<Failure> Reasons) : Failure(Reasons[0].Code, $"Item {Index}: {Reasons[0].Message}");

/// <summary>The username belongs to somebody else already; case does not distinguish usernames.</summary>
public sealed record DuplicateUsername(string Username)
    : Failure("DUPLICATE_USERNAME", $"Username '{Username}' is already taken. Choose another one.");

/// <summary>The e-mail address belongs to somebody else already; case does not distinguish addresses.</summary>
public sealed record DuplicateEmail(string Email)
    : Failure("DUPLICATE_EMAIL", $"E-mail address '{Email}' is already in use. Choose another one.");

/// <summary>No such user, or not their password, or they cannot sign in; which one is not told.</summary>
public sealed record InvalidCredentials() : Failure("INVALID_CREDENTIALS", "The username or the password is wrong.");

/// <summary>Too many attempts from one place.</summary>
/// <param name="RetryAfter">When the next one may be made.</param>
public sealed record TooManyAttempts(TimeSpan RetryAfter)
    : Failure("TOO_MANY_ATTEMPTS", $"There were too many attempts. Try again in {Math.Ceiling(RetryAfter.TotalSeconds)} seconds.");

/// <summary>A refresh token that is not good: unknown, used before, or of a session that is over.</summary>
public sealed record InvalidRefreshToken() : Failure("INVALID_REFRESH_TOKEN", "The refresh token is not good any more. Sign in again.");

/// <summary>Nobody may sign up here.</summary>
public sealed record SignUpClosed() : Failure("SIGN_UP_CLOSED", "Signing up is not open here. Ask an administrator for an account.");

/// <summary>Without this user, nobody could administer the server any more.</summary>
public sealed record LastAdministrator()
    : Failure("LAST_ADMINISTRATOR", "This is the last administrator who can sign in. Make somebody else an administrator first.");

/// <summary>No API key of the actor has this id.</summary>
/// <param name="ApiKeyId">The id as the caller gave it.</param>
public sealed record ApiKeyNotFound(string ApiKeyId) : Failure("API_KEY_NOT_FOUND", $"API key {ApiKeyId} was not found.");

/// <summary>The actor has as many API keys as anybody may have.</summary>
public sealed record TooManyApiKeys()
    : Failure("TOO_MANY_API_KEYS", $"You have {Accounts.ApiKey.MaximumPerUser} API keys. Revoke one that you no longer use.");

/// <summary>A value breaks a rule of its field.</summary>
/// <param name="Field">The field's name in GraphQL spelling, such as <c>title</c>.</param>
/// <param name="Problem">Which rule, with its bound.</param>
public sealed record InvalidInput(string Field, InputProblem Problem) : Failure("INVALID_INPUT", Problem.Describe(Field));

/// <summary>A filter that has no meaning: null where a value is needed, too many conditions, text that is not Unicode.</summary>
public sealed record InvalidFilter(string Message) : Failure("INVALID_FILTER", Message);

/// <summary>An order that has no meaning, such as one with too many keys.</summary>
public sealed record InvalidOrder(string Message) : Failure("INVALID_ORDER", Message);

/// <summary>Paging arguments out of bounds or in contradiction.</summary>
public sealed record InvalidPage(string Message) : Failure("INVALID_PAGE", Message);

/// <summary>A search text that is too long.</summary>
public sealed record InvalidSearch(string Message) : Failure("INVALID_SEARCH", Message);

/// <summary>A cursor that this store did not make, or that was made for another order.</summary>
/// <param name="Argument">The argument that carried it, such as <c>after</c>.</param>
public sealed record InvalidCursor(string Argument) : Failure(
    "INVALID_CURSOR",
    $"The cursor in '{Argument}' was not made by this list in this order. Use a cursor of a page that was read with the same 'order' and 'search', or start without one.");

/// <summary>A cursor that is no place in this store's change log.</summary>
/// <param name="Argument">The argument that carried it, such as <c>after</c>.</param>
public sealed record InvalidChangeCursor(string Argument) : Failure(
    "INVALID_CURSOR", $"The cursor in '{Argument}' is not of this server's change log. Read the present state again, and continue from its 'asOf' or without a cursor.");

/// <summary>The change log no longer holds what comes after a cursor; read the present state and go on from its <c>asOf</c>.</summary>
/// <param name="Argument">The argument that carried it, such as <c>after</c>.</param>
/// <param name="OldestCursor">The oldest cursor that still works.</param>
public sealed record CursorExpired(string Argument, string OldestCursor) : Failure(
    "CURSOR_EXPIRED",
    $"The changes after the cursor in '{Argument}' are no longer kept. Read the present state again and continue from its 'asOf'; the oldest cursor that works is {OldestCursor}.");
