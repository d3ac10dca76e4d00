using Microsoft.AspNetCore.Routing.Patterns;

namespace TaskTracker.Server.Rest;

/// <summary>Marks an endpoint whose path and method are matched as the legacy server matched them.</summary>
internal sealed class LegacyRoute
{
    public static readonly LegacyRoute Mark = new();
}

/// <summary>The path of a marked endpoint: compared by case, a trailing slash counts, a parameter is one segment that is not empty.</summary>
internal sealed class LegacyPath(RoutePattern pattern, IReadOnlyList<string> methods)
{
    private readonly string path = pattern.RawText!;

    public IReadOnlyList<string> Methods { get; } = methods;

    public bool Matches(string given) => Matches(given, path, StringComparison.Ordinal);

    /// <summary>Whether the platform's own router would take the path for this one: it minds neither case nor the last slash.</summary>
    public bool Resembles(string given) => Matches(given.Trim('/'), path.Trim('/'), StringComparison.OrdinalIgnoreCase);

    private static bool Matches(string given, string path, StringComparison comparison)
    {
        var segments = path.Split('/');
        var found = given.Split('/');
        return found.Length == segments.Length
            && found.Zip(segments).All(pair => pair.Second is ['{', ..] ? pair.First.Length > 0 : pair.First.Equals(pair.Second, comparison));
    }
}
