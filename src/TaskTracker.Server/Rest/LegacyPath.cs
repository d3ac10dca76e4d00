using Microsoft.AspNetCore.Routing.Patterns;

namespace TaskTracker.Server.Rest;

/// <summary>
/// Marks an endpoint whose path is matched as the legacy server matched it: compared by case, a trailing slash counts,
/// a parameter is one segment that is not empty.
/// </summary>
internal sealed class LegacyPath(RoutePattern pattern, IReadOnlyList<string> methods, Endpoint? endpoint = null)
{
    private readonly string path = pattern.RawText!;

    /// <summary>The endpoint that is marked; null in its own metadata, which is older than the endpoint.</summary>
    public Endpoint? Endpoint { get; } = endpoint;

    public IReadOnlyList<string> Methods { get; } = methods;

    public LegacyPath Of(Endpoint marked) => new(pattern, Methods, marked);

    /// <summary>The parameters in a path that matches.</summary>
    public RouteValueDictionary Values(string given)
    {
        var values = new RouteValueDictionary();
        foreach (var (name, value) in path.Split('/').Zip(given.Split('/')).Where(segment => segment.First is ['{', ..]))
        {
            values.Add(name.Trim('{', '}'), value);
        }

        return values;
    }

    public bool Matches(string given) => Matches(given, path, StringComparison.Ordinal);

    /// <summary>Whether the platform's own router would take the path for this one: it minds neither case nor the last slash.</summary>
    public bool Resembles(string given) => Matches(given.AsSpan().Trim('/'), path.AsSpan().Trim('/'), StringComparison.OrdinalIgnoreCase);

    private static bool Matches(ReadOnlySpan<char> given, ReadOnlySpan<char> path, StringComparison comparison)
    {
        var found = given.Split('/');
        foreach (var segment in path.Split('/'))
        {
            if (!found.MoveNext())
            {
                return false;
            }

            var wanted = path[segment];
            var actual = given[found.Current];
            if (wanted is ['{', ..] ? actual.IsEmpty : !actual.Equals(wanted, comparison))
            {
                return false;
            }
        }

        return !found.MoveNext();
    }
}

/// <summary>Marking.</summary>
internal static class LegacyPathMetadata
{
    /// <summary>Marks these endpoints.</summary>
    public static TBuilder WithLegacyPath<TBuilder>(this TBuilder endpoints) where TBuilder : IEndpointConventionBuilder
    {
        endpoints.Finally(endpoint => endpoint.Metadata.Add(new LegacyPath(
            ((RouteEndpointBuilder)endpoint).RoutePattern,
            endpoint.Metadata.OfType<IHttpMethodMetadata>().Last().HttpMethods)));
        return endpoints;
    }
}
