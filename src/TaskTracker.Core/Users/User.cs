using System.Text.Json.Serialization;
using TaskTracker.Core.Access;
using TaskTracker.Core.Tasks;

namespace TaskTracker.Core.Users;

/// <summary>Somebody whom tasks are assigned to.</summary>
public sealed class User
{
    /// <summary>Assigned by the store, ascending, never used twice.</summary>
    public int Id { get; set; }

    /// <summary>3 to 20 characters, unique without regard to case. See <see cref="Users.Username"/>.</summary>
    public string Username { get; set; } = "";

    /// <summary>What makes <see cref="Username"/> unique: <see cref="Users.Username.Key"/>.</summary>
    public string UsernameKey { get; set; } = "";

    /// <summary>
    /// <see cref="Users.Username.Look"/>, which is unique as well. Null for who keeps a name beside one that looks like it: from before there was this
    /// column, or taken over by an import.
    /// </summary>
    [JsonIgnore]
    public string? UsernameLook { get; set; }

    /// <summary>Unique without regard to case, the domain in lower case. See <see cref="EmailAddress"/>.</summary>
    public string Email { get; set; } = "";

    /// <summary>What makes <see cref="Email"/> unique: <see cref="EmailAddress.Key"/>.</summary>
    public string EmailKey { get; set; } = "";

    /// <summary>What they may do once they sign in.</summary>
    public Role Role { get; set; } = Role.Member;

    /// <summary>Since when they may not sign in any more; null while they may. UTC, whole microseconds.</summary>
    public DateTime? DisabledAt { get; set; }

    /// <summary>What their password is checked against; null for a user who cannot sign in. Never leaves Core.</summary>
    [JsonIgnore]
    public string? PasswordHash { get; set; }

    /// <summary>UTC, whole microseconds.</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>1 when created, one more with every change of name, address, role or deactivation; for whoever sees all of these.</summary>
    public int Version { get; set; }

    /// <summary>The tasks assigned to the user. For use inside queries only; readers do not load it.</summary>
    [JsonIgnore]
    public ICollection<TaskItem> Tasks { get; } = [];

    /// <summary>Sets the name, which is good, and what makes it unique.</summary>
    public void Rename(string username)
    {
        Username = username;
        UsernameKey = Users.Username.Key(username);
        UsernameLook = Users.Username.Look(username);
    }

    /// <summary>Sets the address and what makes it unique.</summary>
    public void Readdress(EmailAddress email)
    {
        Email = email.Address;
        EmailKey = email.Key;
    }

    /// <summary>Sets name and address when both are good; otherwise neither, and answers <see cref="InvalidInput"/> for each that is not.</summary>
    internal List<Failure> Identify(string username, string email)
    {
        List<Failure> problems = [];
        problems.AddIfAny(Users.Username.Check(username));
        var address = EmailAddress.Parse(email);
        problems.AddRange(address.Failures);
        if (address.Succeeded && problems.Count == 0)
        {
            Rename(username);
            Readdress(address.Value);
        }

        return problems;
    }
}
