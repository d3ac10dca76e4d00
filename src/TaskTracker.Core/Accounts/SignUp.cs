using TaskTracker.Core.Access;
using TaskTracker.Core.Data;
using TaskTracker.Core.Users;

namespace TaskTracker.Core.Accounts;

/// <summary>Creates a user who can sign in, and signs them in. They become a member; nobody becomes an administrator this way.</summary>
public sealed class SignUp(
    TrackerDatabase database, AccountSettings settings, Passwords passwords, Sessions sessions, SignInAttempts attempts, AuditLog audit, TimeProvider time)
{
    /// <param name="Username">See <see cref="Users.Username.Check"/>.</param>
    /// <param name="Email">See <see cref="EmailAddress.Parse"/>.</param>
    /// <param name="Password">See <see cref="PasswordRules"/>.</param>
    public sealed record Input(string Username, string Email, string Password);

    /// <summary>
    /// The first session. Refusals: <see cref="SignUpClosed"/>, <see cref="TooManyAttempts"/>, <see cref="InvalidInput"/> for each bad
    /// field, then <see cref="DuplicateUsername"/> or <see cref="DuplicateEmail"/>.
    /// </summary>
    public async Task<Result<SessionGrant>> ExecuteAsync(Actor actor, Input input, CancellationToken cancellationToken) =>
        audit.Tell(actor, "signing up", await CreateAsync(actor, input, cancellationToken), session => audit.SignedUp(actor, session.User.Id));

    private async Task<Result<SessionGrant>> CreateAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        if (!settings.SignUpIsOpen)
        {
            return new SignUpClosed();
        }

        var created = NewAccount.Create(input.Username, input.Email, input.Password, Role.Member, time.UtcNow());
        if (!created.Succeeded)
        {
            return created.Refusal;
        }

        // Each attempt tells whether a name or an address is taken.
        if (await attempts.TakeSignUpAsync(actor.Address) is { } retryAfter)
        {
            return new TooManyAttempts(retryAfter);
        }

        var user = created.Value;
        user.PasswordHash = await passwords.HashAsync(input.Password, cancellationToken);
        Sessions.Started? started = null;
        var saved = await database.SaveUserAsync(
            // Done again when asked for again: the tokens of its answer are kept nowhere.
            actor with { Attempt = null },
            context =>
            {
                context.Add(user);
                return Task.FromResult(created);
            },
            cancellationToken,
            async context => started = await sessions.StartAsync(context, user));
        if (!saved.Succeeded)
        {
            return saved.Refusal;
        }

        return sessions.Grant(started!);
    }
}
