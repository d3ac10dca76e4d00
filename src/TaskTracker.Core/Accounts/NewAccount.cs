using TaskTracker.Core.Access;
using TaskTracker.Core.Users;

namespace TaskTracker.Core.Accounts;

/// <summary>What every new user with a password has in common.</summary>
internal static class NewAccount
{
    /// <summary>The user, without the password's hash; refusals: <see cref="InvalidInput"/> for each bad field.</summary>
    public static Result<User> Create(string username, string email, string password, Role role, DateTime now)
    {
        var user = new User { CreatedAt = now, Version = 1, Role = role };
        var problems = user.Identify(username, email);
        problems.AddIfAny(PasswordRules.Check("password", password, username, email));
        return problems.Count > 0 ? problems : user;
    }
}
