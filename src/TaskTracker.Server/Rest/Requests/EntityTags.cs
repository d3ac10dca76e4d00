using System.Globalization;
using Microsoft.Net.Http.Headers;
using TaskTracker.Core;
using TaskTracker.Server.Rest.Answers;

namespace TaskTracker.Server.Rest.Requests;

/// <summary>
/// Entity tags of tasks and profiles and the conditions on them (RFC 9110, sections 8.8.3 and 13.1). The tag is the version: everything
/// that a route shows of a task or a profile changes with it, so it is a strong one.
/// </summary>
internal static class EntityTags
{
    /// <summary>The tag of what has this version.</summary>
    public static string Of(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>Whether the client has this version already. A condition that cannot be read costs nothing but the answer in full.</summary>
    public static bool HasAlready(HttpRequest request, int version) =>
        TryRead(request.Headers[HeaderNames.IfNoneMatch], out var tags) && tags.Any(tag => tag.Tag == "*" || tag.Tag == Of(version));

    /// <summary>
    /// The versions that <c>If-Match</c> names; weak tags never match. Unlike above, a condition that cannot be read is refused: the client
    /// relies on it.
    /// </summary>
    public static ExpectedVersion IfMatch(HttpRequest request, out IResult? refusal)
    {
        refusal = null;
        var header = request.Headers[HeaderNames.IfMatch];
        if (header.Count == 0)
        {
            return default;
        }

        if (!TryRead(header, out var tags))
        {
            refusal = RestAnswer.Detail(StatusCodes.Status400BadRequest, "If-Match must be * or a list of entity tags, such as \"3\"");
            return default;
        }

        return tags is [{ Tag: { Value: "*" } }] ? default : ExpectedVersion.OneOf([.. tags.Where(tag => !tag.IsWeak).Select(VersionIn).OfType<int>()]);
    }

    private static bool TryRead(IList<string?> header, out IList<EntityTagHeaderValue> tags) =>
        EntityTagHeaderValue.TryParseStrictList(header!, out tags!) && (tags.Count == 1 || tags.All(tag => tag.Tag != "*"));

    private static int? VersionIn(EntityTagHeaderValue tag) =>
        int.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) && tag.Tag == Of(version) ? version : null;
}
