using TaskTracker.Core.Access;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Access;

/// <summary>The table of docs/security.md is what the rules say.</summary>
public sealed class DocumentedAccessTests
{
    private static readonly ApiScopes[] Scopes = [.. Enum.GetValues<ApiScopes>().Where(scope => scope != ApiScopes.None)];

    [Fact]
    public void The_documentation_says_who_may_do_what()
    {
        var documented = File.ReadLines(Repository.File("docs/security.md"))
            .SkipWhile(line => line != "## Access").Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1])
            .Select(cells => string.Join(" | ", [cells[0], .. cells[2..]]));

        Assert.Equal(Enum.GetValues<Permissions>().Where(p => p is not (Permissions.None or Permissions.All)).Select(Row), documented);
    }

    private static string Row(Permissions permission)
    {
        Permissions[] callers =
        [
            AccessRules.PermissionsOf(AnonymousAccess.Legacy), AccessRules.PermissionsOf(Role.Viewer, null), AccessRules.PermissionsOf(Role.Member, null),
            AccessRules.PermissionsOf(Role.Admin, null),
        ];
        var scopes = Scopes.Where(scope => (AccessRules.PermissionsOf(Role.Admin, scope) & permission) != 0).Select(Name);
        return string.Join(" | ", [$"`{permission}`", .. callers.Select(allowed => (allowed & permission) != 0 ? "yes" : ""), string.Join(", ", scopes)]);
    }

    private static string Name(ApiScopes scope) => scope switch
    {
        ApiScopes.TasksRead => "`tasks:read`",
        ApiScopes.TasksWrite => "`tasks:write`",
        ApiScopes.UsersRead => "`users:read`",
        _ => "`users:write`",
    };
}
