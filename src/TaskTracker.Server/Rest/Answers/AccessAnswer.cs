using Microsoft.Net.Http.Headers;
using TaskTracker.Core;
using TaskTracker.Server.Accounts;

namespace TaskTracker.Server.Rest.Answers;

/// <summary>The answers to somebody who may not do what they ask for, in the words of FastAPI's security tutorial.</summary>
internal static class AccessAnswer
{
    /// <summary>401 or 403.</summary>
    public static IResult Of(AccessRefusal refusal) => refusal is Unauthenticated or InvalidCredential
        ? new Challenge()
        : RestAnswer.Detail(StatusCodes.Status403Forbidden, refusal.Message);

    /// <summary>401, which says whether a credential is missing or not good.</summary>
    public static IResult NotAuthenticated => new Challenge();

    private sealed class Challenge : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var caller = httpContext.Caller();
            httpContext.Response.Headers[HeaderNames.WWWAuthenticate] = caller.Challenge;
            return RestAnswer.Detail(StatusCodes.Status401Unauthorized, caller.IsRejected ? "Could not validate credentials" : "Not authenticated")
                .ExecuteAsync(httpContext);
        }
    }
}
