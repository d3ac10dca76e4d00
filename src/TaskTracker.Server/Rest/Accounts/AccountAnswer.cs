using System.Globalization;
using System.Text.Json;
using Microsoft.Net.Http.Headers;
using TaskTracker.Core;
using TaskTracker.Core.Accounts;
using TaskTracker.Core.Paging;
using TaskTracker.Core.Users;
using TaskTracker.Server.Rest.Answers;
using TaskTracker.Server.Rest.Requests;

namespace TaskTracker.Server.Rest.Accounts;

/// <summary>The answers of the routes about accounts.</summary>
internal static class AccountAnswer
{
    /// <summary>What has to be read of a user to answer who they are.</summary>
    public static readonly ColumnSet<User> ProfileColumns =
        UserJson.Columns | ColumnSet<User>.Of(nameof(User.Role)) | ColumnSet<User>.Of(nameof(User.Version));

    /// <summary>Tokens (RFC 6749, section 5.1).</summary>
    public static IResult Of(SessionGrant session) => new Uncached(new JsonAnswer(StatusCodes.Status200OK, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("access_token", session.AccessToken.Token);
        writer.WriteString("token_type", "bearer");
        writer.WriteNumber("expires_in", (int)session.AccessToken.Lifetime.TotalSeconds);
        writer.WriteString("refresh_token", session.RefreshToken);
        writer.WriteEndObject();
    }));

    /// <summary>Who is signed in.</summary>
    public static IResult Of(User user) => new Uncached(new JsonAnswer(StatusCodes.Status200OK, writer => WriteProfile(writer, user), EntityTags.Of(user.Version)));

    /// <summary>412 with the profile as it is now.</summary>
    public static IResult Conflicting(UserVersionConflict conflict) =>
        new Uncached(RestAnswer.Conflicting(conflict, "user", conflict.User.Version, writer => WriteProfile(writer, conflict.User)));

    /// <summary>401 to a credential that is not good.</summary>
    public static IResult Wrong(string text) => new WithHeader(HeaderNames.WWWAuthenticate, "Bearer", RestAnswer.Detail(StatusCodes.Status401Unauthorized, text));

    /// <summary>429.</summary>
    public static IResult TooMany(TooManyAttempts attempts) => new WithHeader(
        HeaderNames.RetryAfter,
        Math.Ceiling(attempts.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture),
        RestAnswer.Detail(StatusCodes.Status429TooManyRequests, attempts.Message));

    private static void WriteProfile(Utf8JsonWriter writer, User user)
    {
        writer.WriteStartObject();
        writer.WriteNumber("id", user.Id);
        writer.WriteString("username", user.Username);
        writer.WriteString("email", user.Email);
        writer.WriteString("role", user.Role.ToString().ToUpperInvariant());
        writer.WriteEndObject();
    }

    private sealed class Uncached(IResult answer) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.CacheControl = "no-store";
            return answer.ExecuteAsync(httpContext);
        }
    }

    private sealed class WithHeader(string name, string value, IResult answer) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers[name] = value;
            return answer.ExecuteAsync(httpContext);
        }
    }
}
