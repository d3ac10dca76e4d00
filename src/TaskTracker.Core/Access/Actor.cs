namespace TaskTracker.Core.Access;

/// <summary>Who asks, and through which door. Every use case and every reader takes one, so that access is decided in Core and nowhere else.</summary>
/// <param name="Origin">The door; the change log keeps it.</param>
/// <param name="Name">What the change log calls them; null for somebody who did not sign in, which is everybody so far.</param>
public sealed record Actor(Origin Origin, string? Name = null);

/// <summary>Through which door somebody came. The numbers are stored.</summary>
public enum Origin
{
    /// <summary>GraphQL over any transport.</summary>
    GraphQL = 0,

    /// <summary>A REST route.</summary>
    Rest = 1,

    /// <summary>A command on the server's machine.</summary>
    Command = 2,
}
