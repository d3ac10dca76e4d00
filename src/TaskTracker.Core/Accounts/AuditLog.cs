using System.Net;
using Microsoft.Extensions.Logging;
using TaskTracker.Core.Access;

namespace TaskTracker.Core.Accounts;

/// <summary>
/// What happens to accounts, as structured events under the category <c>TaskTracker.Audit</c>: who (by number), what, and from
/// where. Never a name, an address of mail, a password, a token or a key; not even what somebody typed as a name, which may be a
/// password in the wrong field.
/// </summary>
public sealed partial class AuditLog(ILoggerFactory loggers)
{
    /// <summary>The logger's category.</summary>
    public const string Category = "TaskTracker.Audit";

    private readonly ILogger logger = loggers.CreateLogger(Category);

    /// <summary>
    /// Tells what came of something that concerns accounts, once: what <paramref name="done"/> tells, or why it was refused. What access
    /// refuses is told by the doors, which refuse for other reasons too.
    /// </summary>
    internal Result<T> Tell<T>(Actor actor, string what, Result<T> result, Action<T> done) where T : class
    {
        if (result.Succeeded)
        {
            done(result.Value);
        }
        else if (result.Failures[0] is not AccessRefusal)
        {
            LogRefused(actor.Identity?.UserId, result.Failures[0].Code, what, actor.Address);
        }

        return result;
    }

    internal void SignedUp(Actor actor, int userId) => LogSignedUp(userId, actor.Address);

    internal void SignedIn(Actor actor, int userId, int sessionId) => LogSignedIn(userId, sessionId, actor.Address);

    internal void SignInRefused(Actor actor, int? userId, string reason) => LogSignInRefused(userId, reason, actor.Address);

    internal void SignedOut(Actor actor, int sessions) => LogSignedOut(actor.Identity?.UserId, sessions, actor.Address);

    internal void RefreshTokenReused(Actor actor, int userId, int sessionId) => LogRefreshTokenReused(userId, sessionId, actor.Address);

    internal void PasswordChanged(Actor actor, int userId) => LogPasswordChanged(actor.Identity?.UserId, userId, actor.Address);

    internal void RoleChanged(Actor actor, int userId, Role from, Role to) => LogRoleChanged(actor.Identity?.UserId, userId, from, to, actor.Address);

    internal void Deactivated(Actor actor, int userId) => LogDeactivated(actor.Identity?.UserId, userId, actor.Address);

    internal void Reactivated(Actor actor, int userId) => LogReactivated(actor.Identity?.UserId, userId, actor.Address);

    internal void KeyCreated(Actor actor, ApiKey key) => LogKeyCreated(key.UserId, key.Id, key.Scopes, actor.Address);

    internal void KeyRevoked(Actor actor, ApiKey key) => LogKeyRevoked(key.UserId, key.Id, actor.Address);

    internal void SessionRefreshed(Actor actor, int userId, int sessionId) => LogSessionRefreshed(userId, sessionId, actor.Address);

    internal void AdministratorCreated(Actor actor, int userId) => LogAdministratorCreated(actor.Identity?.UserId, userId, actor.Address);

    internal void ProfileChanged(Actor actor, int userId) => LogProfileChanged(actor.Identity?.UserId, userId, actor.Address);

    /// <summary>Something that access did not allow.</summary>
    /// <param name="actor">To whom. Whose credential is not good, of that <see cref="CredentialRefused"/> has told.</param>
    /// <param name="code">The code that they were given.</param>
    /// <param name="what">What they asked for, in words of ours: never as they wrote it.</param>
    public void AccessRefused(Actor actor, string code, string what)
    {
        if (actor.Rejection is null)
        {
            LogRefused(actor.Identity?.UserId, code, what, actor.Address);
        }
    }

    /// <summary>A token or key that is not good.</summary>
    public void CredentialRefused(IPAddress? address) => LogCredentialRefused(address);

    /// <summary>A stream whose caller lost the right to it.</summary>
    public void StreamEnded(Actor actor, string code) => LogStreamEnded(actor.Identity?.UserId, code, actor.Address);

    [LoggerMessage(1, LogLevel.Information, "User {UserId} signed up from {Address}")]
    private partial void LogSignedUp(int userId, IPAddress? address);

    [LoggerMessage(2, LogLevel.Information, "User {UserId} signed in as session {SessionId} from {Address}")]
    private partial void LogSignedIn(int userId, int sessionId, IPAddress? address);

    [LoggerMessage(3, LogLevel.Warning, "Sign-in refused to user {UserId}: {Reason}, from {Address}")]
    private partial void LogSignInRefused(int? userId, string reason, IPAddress? address);

    [LoggerMessage(4, LogLevel.Information, "User {UserId} signed out of {Sessions} sessions from {Address}")]
    private partial void LogSignedOut(int? userId, int sessions, IPAddress? address);

    [LoggerMessage(5, LogLevel.Warning, "A refresh token of user {UserId} came a second time; session {SessionId} was ended. From {Address}")]
    private partial void LogRefreshTokenReused(int userId, int sessionId, IPAddress? address);

    [LoggerMessage(6, LogLevel.Information, "User {ActorId} set the password of user {UserId} from {Address}")]
    private partial void LogPasswordChanged(int? actorId, int userId, IPAddress? address);

    [LoggerMessage(7, LogLevel.Information, "User {ActorId} changed the role of user {UserId} from {From} to {To}, from {Address}")]
    private partial void LogRoleChanged(int? actorId, int userId, Role from, Role to, IPAddress? address);

    [LoggerMessage(8, LogLevel.Information, "User {ActorId} deactivated user {UserId} from {Address}")]
    private partial void LogDeactivated(int? actorId, int userId, IPAddress? address);

    [LoggerMessage(9, LogLevel.Information, "User {ActorId} reactivated user {UserId} from {Address}")]
    private partial void LogReactivated(int? actorId, int userId, IPAddress? address);

    [LoggerMessage(10, LogLevel.Information, "User {UserId} created API key {KeyId} for {Scopes} from {Address}")]
    private partial void LogKeyCreated(int userId, int keyId, ApiScopes scopes, IPAddress? address);

    [LoggerMessage(11, LogLevel.Information, "User {UserId} revoked API key {KeyId} from {Address}")]
    private partial void LogKeyRevoked(int userId, int keyId, IPAddress? address);

    [LoggerMessage(12, LogLevel.Information, "User {UserId} was refused {What} with {Code}, from {Address}")]
    private partial void LogRefused(int? userId, string code, string what, IPAddress? address);

    [LoggerMessage(13, LogLevel.Warning, "A token or key was refused that came from {Address}")]
    private partial void LogCredentialRefused(IPAddress? address);

    [LoggerMessage(14, LogLevel.Information, "User {UserId} refreshed session {SessionId} from {Address}")]
    private partial void LogSessionRefreshed(int userId, int sessionId, IPAddress? address);

    [LoggerMessage(15, LogLevel.Information, "User {ActorId} created administrator {UserId} from {Address}")]
    private partial void LogAdministratorCreated(int? actorId, int userId, IPAddress? address);

    [LoggerMessage(16, LogLevel.Information, "User {ActorId} changed the profile of user {UserId} from {Address}")]
    private partial void LogProfileChanged(int? actorId, int userId, IPAddress? address);

    [LoggerMessage(17, LogLevel.Information, "A stream of user {UserId} was ended with {Code}; it was opened from {Address}")]
    private partial void LogStreamEnded(int? userId, string code, IPAddress? address);
}
