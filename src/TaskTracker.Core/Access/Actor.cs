namespace TaskTracker.Core.Access;

/// <summary>Who asks. Every use case and every reader takes one, so that access is decided here and nowhere else.</summary>
public sealed record Actor
{
    private Actor() { }

    /// <summary>Somebody who did not sign in. Until accounts exist this is everybody, and may do everything.</summary>
    public static Actor Anonymous { get; } = new();
}
