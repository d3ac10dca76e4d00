using System.ComponentModel;
using TaskTracker.Core.Access;

namespace TaskTracker.Server.Accounts;

/// <summary>Who may come in; section <c>Access</c>.</summary>
internal sealed class AccessOptions
{
    public const string Section = "Access";

    [Description("What somebody may do who has not signed in. Legacy: what the seven routes of the legacy API need. None: nothing. When not set: Legacy in Development, None otherwise.")]
    public AnonymousAccess? Anonymous { get; set; }
}
