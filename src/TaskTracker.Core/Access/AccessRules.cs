using TaskTracker.Core.Paging;
using TaskTracker.Core.Tasks;

namespace TaskTracker.Core.Access;

/// <summary>The one place that answers "may this actor do this". docs/security.md shows it as a table.</summary>
public static class AccessRules
{
    /// <summary>What decides which of the things that are read somebody sees: two actors that agree in these see the same.</summary>
    public const Permissions Sight = Permissions.ReadTasks | Permissions.ReadUsers | Permissions.ReadAccounts;

    /// <summary>What somebody may do who did not sign in.</summary>
    public static Permissions PermissionsOf(AnonymousAccess access) => access == AnonymousAccess.Legacy
        ? Permissions.ReadTasks | Permissions.ReadUsers | Permissions.CreateTasks | Permissions.MoveAnyTask | Permissions.CreateUsers
        : Permissions.None;

    /// <summary>What a role may do, narrowed to the scopes of an API key.</summary>
    public static Permissions PermissionsOf(Role role, ApiScopes? scopes)
    {
        var all = role switch
        {
            Role.Admin => Permissions.All,
            Role.Member => Sight | Permissions.CreateTasks | Permissions.EditOwnTasks | Permissions.EditOwnProfile | Permissions.ManageOwnAccount,
            Role.Viewer => Sight | Permissions.ManageOwnAccount,
            // Of a newer version of this program that shares the store.
            _ => Permissions.None,
        };
        return scopes is { } narrowed ? all & PermissionsOf(narrowed) : all;
    }

    /// <summary>Why the actor may not do this at all; null when they may.</summary>
    public static AccessRefusal? Refuse(Actor actor, Permissions needed) =>
        actor.May(needed) ? null
        : actor.Identity is null ? (AccessRefusal?)actor.Rejection ?? new Unauthenticated()
        : new Forbidden(Describe(actor.Identity, needed & ~actor.Permissions));

    /// <summary>What is read of tasks for the actor: people only for somebody who may see them.</summary>
    public static ColumnSet<TaskItem> Visible(Actor actor, ColumnSet<TaskItem> columns) => actor.May(Permissions.ReadUsers) ? columns : columns.Own;

    /// <summary>Why the actor may not change any task, whichever it is; null when there may be one.</summary>
    public static AccessRefusal? RefuseEdits(Actor actor) =>
        actor.May(Permissions.EditAnyTask) ? null : Refuse(actor, Permissions.EditOwnTasks);

    /// <summary>Why the actor may not change this task; null when they may.</summary>
    public static AccessRefusal? RefuseEdit(Actor actor, TaskItem task) =>
        RefuseEdits(actor)
        ?? (actor.May(Permissions.EditAnyTask) || task.UserId == actor.Identity?.UserId || task.CreatedBy == actor.Identity?.UserId
            ? null
            : new Forbidden("You may change tasks that you created or are assigned, and this one is neither."));

    /// <summary>The deleted tasks that the actor may restore, and so may see: those that they could have changed.</summary>
    public static IQueryable<DeletedTask> Restorable(Actor actor, IQueryable<DeletedTask> deleted)
    {
        var userId = actor.Identity?.UserId;
        return actor.May(Permissions.EditAnyTask) ? deleted : deleted.Where(d => d.UserId == userId || d.CreatedBy == userId);
    }

    /// <summary>Why the actor may not move any task to another status; null when there may be one.</summary>
    public static AccessRefusal? RefuseMoves(Actor actor) => actor.May(Permissions.MoveAnyTask) ? null : RefuseEdits(actor);

    /// <summary>Why the actor may not move this task to another status; null when they may.</summary>
    public static AccessRefusal? RefuseMove(Actor actor, TaskItem task) => actor.May(Permissions.MoveAnyTask) ? null : RefuseEdit(actor, task);

    /// <summary>Why the actor may not change this user's profile; null when they may.</summary>
    public static AccessRefusal? RefuseProfile(Actor actor, int userId) =>
        actor.May(Permissions.EditAnyProfile) || (actor.May(Permissions.EditOwnProfile) && actor.Identity?.UserId == userId)
            ? null
            : Refuse(actor, Permissions.EditAnyProfile);

    private static Permissions PermissionsOf(ApiScopes scopes)
    {
        var permissions = Permissions.None;
        if ((scopes & (ApiScopes.TasksRead | ApiScopes.TasksWrite)) != 0)
        {
            permissions |= Permissions.ReadTasks;
        }

        if (scopes.HasFlag(ApiScopes.TasksWrite))
        {
            permissions |= Permissions.CreateTasks | Permissions.MoveAnyTask | Permissions.EditOwnTasks | Permissions.EditAnyTask;
        }

        if ((scopes & (ApiScopes.UsersRead | ApiScopes.UsersWrite)) != 0)
        {
            permissions |= Permissions.ReadUsers | Permissions.ReadAccounts;
        }

        if (scopes.HasFlag(ApiScopes.UsersWrite))
        {
            permissions |= Permissions.CreateUsers | Permissions.EditOwnProfile | Permissions.EditAnyProfile;
        }

        return permissions;
    }

    private static string Describe(Identity identity, Permissions missing)
    {
        var all = PermissionsOf(identity.Role, null);
        return (missing & ~all) != 0 ? $"A {identity.Role.ToString().ToLowerInvariant()} may not do this. Ask an administrator for another role."
            : (missing & (Permissions.ManageOwnAccount | Permissions.ManageUsers)) != 0 ? "An API key may not do this. Sign in with the password instead."
            : $"This API key lacks the scope {ScopeFor(missing)}. Use one that has it.";
    }

    private static string ScopeFor(Permissions missing) => Enum.GetValues<ApiScopes>().First(scope => (PermissionsOf(scope) & missing) != 0).Name();
}
