namespace TaskTracker.Core;

/// <summary>
/// A refusal: something the caller asked for that the rules do not allow. The list of failures is closed and each
/// <see cref="Code"/> is public and never changes; the doors translate a failure once, by its type.
/// Defects are exceptions, not failures.
/// </summary>
/// <param name="Code">Stable, upper-case, documented in docs/errors.md.</param>
/// <param name="Message">One sentence for people that says what is wrong; it may change between releases.</param>
public abstract record Failure(string Code, string Message);

/// <summary>No task with this id exists, or the actor may not see it.</summary>
/// <param name="TaskId">The id as the caller gave it.</param>
public sealed record TaskNotFound(string TaskId) : Failure("TASK_NOT_FOUND", $"Task {TaskId} was not found.");

/// <summary>No user with this id exists, or the actor may not see it.</summary>
/// <param name="UserId">The id as the caller gave it.</param>
public sealed record UserNotFound(string UserId) : Failure("USER_NOT_FOUND", $"User {UserId} was not found.");

/// <summary>The username belongs to somebody else already; case does not distinguish usernames.</summary>
public sealed record DuplicateUsername(string Username)
    : Failure("DUPLICATE_USERNAME", $"Username '{Username}' is already taken. Choose another one.");

/// <summary>The e-mail address belongs to somebody else already; case does not distinguish addresses.</summary>
public sealed record DuplicateEmail(string Email)
    : Failure("DUPLICATE_EMAIL", $"E-mail address '{Email}' is already in use. Choose another one.");

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

/// <summary>The change log no longer holds what comes after a cursor; read the present state and go on from its <c>asOf</c>.</summary>
/// <param name="Argument">The argument that carried it, such as <c>after</c>.</param>
/// <param name="OldestCursor">The oldest cursor that still works.</param>
public sealed record CursorExpired(string Argument, string OldestCursor) : Failure(
    "CURSOR_EXPIRED",
    $"The changes after the cursor in '{Argument}' are no longer kept. Read the present state again and continue from its 'asOf'; the oldest cursor that works is {OldestCursor}.");
