using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using TaskTracker.Core.Tasks;
using TaskTracker.Core.Users;

namespace TaskTracker.Server.Rest.Documentation;

/// <summary>The shapes of bodies as the API documentation shows them. Nothing is read or written through these.</summary>
internal static class Schemas
{
    /// <summary>That the server lives, and where to read on.</summary>
    public sealed class Welcome
    {
        /// <summary>A greeting.</summary>
        /// <example>Welcome to the Task Tracker API</example>
        public required string Message { get; init; }

        /// <summary>Always <c>ok</c>.</summary>
        /// <example>ok</example>
        public required string Status { get; init; }

        /// <summary>The server's version.</summary>
        /// <example>0.1.0</example>
        public required string Version { get; init; }

        /// <summary>The path of the Swagger UI page.</summary>
        /// <example>/docs</example>
        public required string Docs { get; init; }

        /// <summary>The path of the ReDoc page.</summary>
        /// <example>/redoc</example>
        public required string Redoc { get; init; }

        /// <summary>The path of this document.</summary>
        /// <example>/openapi.json</example>
        public required string Openapi { get; init; }
    }

    /// <summary>That the process answers.</summary>
    public sealed class Liveness
    {
        /// <summary>Always <c>live</c>.</summary>
        /// <example>live</example>
        public required string Status { get; init; }
    }

    /// <summary>Whether requests should be sent here.</summary>
    public sealed class Readiness
    {
        /// <summary><c>ready</c>, <c>draining</c> (about to stop) or <c>unavailable</c>.</summary>
        /// <example>ready</example>
        public required string Status { get; init; }

        /// <summary><c>ok</c> or <c>unreachable</c>.</summary>
        /// <example>ok</example>
        public required string Database { get; init; }

        /// <summary><c>ok</c>, <c>missing</c> or, without the database, <c>unknown</c>.</summary>
        /// <example>ok</example>
        public required string Migrations { get; init; }
    }

    /// <summary>What a user is created from. Unknown fields are ignored.</summary>
    public sealed class UserCreate
    {
        /// <summary>Unique, without regard to case.</summary>
        /// <example>alice</example>
        [MinLength(Core.Users.Username.Minimum), MaxLength(Core.Users.Username.Maximum)]
        public required string Username { get; init; }

        /// <summary>Unique, without regard to case. The domain is stored in lower case.</summary>
        /// <example>alice@example.com</example>
        [EmailAddress, MaxLength(Core.Users.EmailAddress.LongestText)]
        public required string Email { get; init; }
    }

    /// <summary>Somebody whom tasks are assigned to.</summary>
    public sealed class User
    {
        /// <summary>Assigned by the server, ascending.</summary>
        /// <example>1</example>
        public required int Id { get; init; }

        /// <summary>3 to 20 characters.</summary>
        /// <example>alice</example>
        public required string Username { get; init; }

        /// <summary>The domain is in lower case.</summary>
        /// <example>alice@example.com</example>
        [EmailAddress]
        public required string Email { get; init; }
    }

    /// <summary>The OAuth 2 password grant.</summary>
    public sealed class PasswordGrant
    {
        /// <summary>Always <c>password</c>; may be left out.</summary>
        /// <example>password</example>
        [JsonPropertyName("grant_type")]
        public string? GrantType { get; init; }

        /// <summary>The username or the e-mail address.</summary>
        /// <example>alice</example>
        [MinLength(1)]
        public required string Username { get; init; }

        /// <summary>The password.</summary>
        /// <example>four unrelated words</example>
        [MinLength(1)]
        public required string Password { get; init; }
    }

    /// <summary>The OAuth 2 refresh grant.</summary>
    public sealed class RefreshGrant
    {
        /// <summary>Always <c>refresh_token</c>; may be left out.</summary>
        /// <example>refresh_token</example>
        [JsonPropertyName("grant_type")]
        public string? GrantType { get; init; }

        /// <summary>The last one that was answered.</summary>
        /// <example>ttr_kW4pZtq2vJvYdHn0c1u8mXlq5s7bE3rT9aGfLwNyQxU</example>
        [MinLength(1), JsonPropertyName("refresh_token")]
        public required string RefreshToken { get; init; }
    }

    /// <summary>What signing in answers.</summary>
    public sealed class Token
    {
        /// <summary>To be sent as <c>Authorization: Bearer</c>.</summary>
        /// <example>eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCJ9.e30.c2lnbmF0dXJl</example>
        [JsonPropertyName("access_token")]
        public required string AccessToken { get; init; }

        /// <summary>Always <c>bearer</c>.</summary>
        /// <example>bearer</example>
        [JsonPropertyName("token_type")]
        public required string TokenType { get; init; }

        /// <summary>How long the access token is good, in seconds.</summary>
        /// <example>900</example>
        [JsonPropertyName("expires_in")]
        public required int ExpiresIn { get; init; }

        /// <summary>Good once, for the next tokens.</summary>
        /// <example>ttr_kW4pZtq2vJvYdHn0c1u8mXlq5s7bE3rT9aGfLwNyQxU</example>
        [JsonPropertyName("refresh_token")]
        public required string RefreshToken { get; init; }
    }

    /// <summary>Who is signed in.</summary>
    public sealed class Profile
    {
        /// <summary>Your number.</summary>
        /// <example>1</example>
        public required int Id { get; init; }

        /// <summary>3 to 20 characters.</summary>
        /// <example>alice</example>
        public required string Username { get; init; }

        /// <summary>The domain is in lower case.</summary>
        /// <example>alice@example.com</example>
        [EmailAddress]
        public required string Email { get; init; }

        /// <summary>VIEWER, MEMBER or ADMIN.</summary>
        /// <example>MEMBER</example>
        public required string Role { get; init; }
    }

    /// <summary>What to change of your profile. Unknown fields are ignored.</summary>
    public sealed class ProfileUpdate
    {
        /// <summary>Unique, without regard to case.</summary>
        /// <example>alice</example>
        [MinLength(Core.Users.Username.Minimum), MaxLength(Core.Users.Username.Maximum)]
        public string? Username { get; init; }

        /// <summary>Unique, without regard to case.</summary>
        /// <example>alice@example.com</example>
        [EmailAddress, MaxLength(Core.Users.EmailAddress.LongestText)]
        public string? Email { get; init; }
    }

    /// <summary>What a task is created from. Unknown fields are ignored.</summary>
    public sealed class TaskCreate
    {
        /// <summary>Not blank.</summary>
        /// <example>Write the report</example>
        [MinLength(1), MaxLength(TaskRules.TitleMaximum)]
        public required string Title { get; init; }

        /// <summary>More about the task; may be left out.</summary>
        /// <example>Two pages, with last month's numbers</example>
        [MaxLength(TaskRules.DescriptionMaximum)]
        public string? Description { get; init; }

        /// <summary>The user that the task is assigned to. A numeric string is understood too.</summary>
        /// <example>1</example>
        [JsonPropertyName("user_id")]
        public required int UserId { get; init; }

        /// <summary>Where the task stands from the start; the first status when left out.</summary>
        public TaskStatus Status { get; init; }
    }

    /// <summary>Where a task stands now.</summary>
    public sealed class TaskStatusUpdate
    {
        /// <summary>Case does not matter, <c>-</c> and a space count as <c>_</c>, and <c>done</c> is understood.</summary>
        public required TaskStatus Status { get; init; }
    }

    /// <summary>A piece of work assigned to one user.</summary>
    public sealed class Task
    {
        /// <summary>Assigned by the server, ascending.</summary>
        /// <example>1</example>
        public required int Id { get; init; }

        /// <summary>1 to 2,000 characters.</summary>
        /// <example>Write the report</example>
        public required string Title { get; init; }

        /// <summary>Null when there is none.</summary>
        /// <example>Two pages, with last month's numbers</example>
        public required string? Description { get; init; }

        /// <summary>Where the task stands.</summary>
        public required TaskStatus Status { get; init; }

        /// <summary>The user that the task is assigned to.</summary>
        /// <example>1</example>
        [JsonPropertyName("user_id")]
        public required int UserId { get; init; }

        /// <summary>UTC without a zone suffix, to the microsecond; no fraction when it is zero.</summary>
        /// <example>2025-05-12T20:55:11.123456</example>
        [JsonPropertyName("created_at")]
        public required string CreatedAt { get; init; }

        /// <summary>As <c>created_at</c>; moves only when something changes.</summary>
        /// <example>2025-05-12T20:55:11.123456</example>
        [JsonPropertyName("updated_at")]
        public required string UpdatedAt { get; init; }
    }

    /// <summary>What happened, in one sentence.</summary>
    public sealed class Error
    {
        /// <summary>A sentence for people.</summary>
        /// <example>Task not found</example>
        public required string Detail { get; init; }
    }

    /// <summary>What happened, in one sentence and for programs.</summary>
    public sealed class CodedError
    {
        /// <summary>A sentence for people.</summary>
        /// <example>This idempotency key came with another request before. Use a key of its own for each request, and the same only to repeat it.</example>
        public required string Detail { get; init; }

        /// <summary>Never changes.</summary>
        /// <example>IDEMPOTENCY_KEY_REUSED</example>
        public required string Code { get; init; }
    }

    /// <summary>That a task has changed since the version that the client has seen.</summary>
    public sealed class VersionConflict
    {
        /// <summary>A sentence for people.</summary>
        /// <example>Task 1 has changed: its version is 3 by now. Look at what it says, and try again with that version.</example>
        public required string Detail { get; init; }

        /// <summary>Always <c>VERSION_CONFLICT</c>.</summary>
        /// <example>VERSION_CONFLICT</example>
        public required string Code { get; init; }

        /// <summary>The task as it is now; its entity tag is in the header.</summary>
        public required Task Task { get; init; }
    }

    /// <summary>That the profile has changed since the version that the client has seen.</summary>
    public sealed class ProfileConflict
    {
        /// <summary>A sentence for people.</summary>
        /// <example>User 1 has changed: the version is 3 by now. Look at what has changed, and try again with that version.</example>
        public required string Detail { get; init; }

        /// <summary>Always <c>VERSION_CONFLICT</c>.</summary>
        /// <example>VERSION_CONFLICT</example>
        public required string Code { get; init; }

        /// <summary>The profile as it is now; its entity tag is in the header.</summary>
        public required Profile User { get; init; }
    }

    /// <summary>Where to go on when the changes after a cursor are no longer kept.</summary>
    public sealed class CursorExpired
    {
        /// <summary>A sentence for people.</summary>
        /// <example>The changes after the cursor in 'after' are no longer kept.</example>
        public required string Detail { get; init; }

        /// <summary>Always <c>CURSOR_EXPIRED</c>.</summary>
        /// <example>CURSOR_EXPIRED</example>
        public required string Code { get; init; }

        /// <summary>The oldest cursor that still works; what happened before it is to be read from the tasks themselves.</summary>
        /// <example>00000000000000050b33d689233173d1</example>
        public required string Oldest { get; init; }
    }

    /// <summary>Everything that is wrong with a request: path first, then query, then body.</summary>
    public sealed class HTTPValidationError
    {
        /// <summary>At least one error.</summary>
        public required IReadOnlyList<ValidationError> Detail { get; init; }
    }

    /// <summary>One thing that is wrong.</summary>
    public sealed class ValidationError
    {
        /// <summary>The rule: missing, string_type, string_too_short, int_parsing, enum, value_error, json_invalid and so on.</summary>
        /// <example>missing</example>
        public required string Type { get; init; }

        /// <summary>Where: <c>path</c>, <c>query</c> or <c>body</c>, then the field or, for broken JSON, the offset of the character.</summary>
        public required IReadOnlyList<object> Loc { get; init; }

        /// <summary>A sentence for people.</summary>
        /// <example>Field required</example>
        public required string Msg { get; init; }

        /// <summary>What was given.</summary>
        public required object? Input { get; init; }

        /// <summary>The rule's bounds, where it has some.</summary>
        public IReadOnlyDictionary<string, object>? Ctx { get; init; }
    }
}
