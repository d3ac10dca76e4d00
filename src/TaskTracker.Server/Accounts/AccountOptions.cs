using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace TaskTracker.Server.Accounts;

/// <summary>How accounts are made and sessions kept; section <c>Accounts</c>.</summary>
internal sealed class AccountOptions
{
    public const string Section = "Accounts";

    [Description("Whether anybody may sign up, as a member. When not set: Open in Development, Closed otherwise.")]
    public SignUpPolicy? SignUp { get; set; }

    [Description("How long an access token is good, in minutes.")]
    [Range(1, 60)]
    public int AccessTokenMinutes { get; set; } = 15;

    [Description("How long a session lasts without being refreshed, in days.")]
    [Range(1, 365)]
    public int SessionDays { get; set; } = 30;

    [Description("How long a session lasts however often it is refreshed, in days: then the password is asked for again.")]
    [Range(1, 3_650)]
    public int MaxSessionDays { get; set; } = 90;

    [Description("Who issues access tokens: their `iss`, checked when one comes back.")]
    [Required(AllowEmptyStrings = false)]
    public string Issuer { get; set; } = "tasktracker";

    [Description("For whom access tokens are: their `aud`, checked when one comes back.")]
    [Required(AllowEmptyStrings = false)]
    public string Audience { get; set; } = "tasktracker";

    [Description("The secret that signs access tokens (HS256), at least 32 bytes. When there is neither this nor SigningKeyFile, one is made in the data folder at the first start.")]
    public string? SigningKey { get; set; }

    [Description("A file with the private key that signs access tokens, as PEM: RSA (RS256) or P-256 (ES256). Takes the place of SigningKey.")]
    public string? SigningKeyFile { get; set; }

    [Description("Secrets that signed before: access tokens signed with them stay good until they expire.")]
    public List<string> PreviousSigningKeys { get; } = [];

    [Description("Files with keys that signed before, as PEM, private or public.")]
    public List<string> PreviousSigningKeyFiles { get; } = [];

    [Description("The username of an administrator to create at the start, unless somebody has that name; with AdministratorEmail and AdministratorPassword.")]
    public string? AdministratorUsername { get; set; }

    [Description("That administrator's e-mail address.")]
    public string? AdministratorEmail { get; set; }

    [Description("That administrator's first password; set it in the environment, and remove it after the first start.")]
    public string? AdministratorPassword { get; set; }
}

/// <summary>Whether anybody may sign up.</summary>
internal enum SignUpPolicy
{
    /// <summary>Only administrators make accounts.</summary>
    Closed,

    /// <summary>Everybody may make one, as a member.</summary>
    Open,
}
