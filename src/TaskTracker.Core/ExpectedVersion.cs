namespace TaskTracker.Core;

/// <summary>
/// The versions of a row that a caller is prepared to change, because it has seen them; any, unless it says. So that nobody undoes what
/// they have not seen.
/// </summary>
public readonly record struct ExpectedVersion
{
    private readonly IReadOnlyList<int>? versions;

    private ExpectedVersion(IReadOnlyList<int> versions) => this.versions = versions;

    /// <summary>One of these versions; none allows no change at all.</summary>
    public static ExpectedVersion OneOf(IReadOnlyList<int> versions) => new(versions);

    /// <summary>This version; any when it is null.</summary>
    public static implicit operator ExpectedVersion(int? version) => version is { } known ? new([known]) : default;

    /// <summary>Whether a row of this version may be changed.</summary>
    public bool Allows(int version) => versions is null || versions.Contains(version);
}
