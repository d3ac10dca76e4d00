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
    private readonly string[] segments = pattern.RawText!.Split('/');

    public IReadOnlyList<string> Methods { get; } = methods;

    public bool Matches(string path)
    {
        var given = path.Split('/');
        return given.Length == segments.Length
            && given.Zip(segments).All(pair => pair.Second is ['{', ..] ? pair.First.Length > 0 : pair.First == pair.Second);
    }
}
