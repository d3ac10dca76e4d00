using Microsoft.Net.Http.Headers;
using TaskTracker.Core;
using TaskTracker.Core.Accounts;
using TaskTracker.Server.Accounts;
using TaskTracker.Server.Operations;

namespace TaskTracker.Server.Rest.Answers;

/// <summary>The answers to somebody who may not do what they ask for, in the words of FastAPI's security tutorial.</summary>
internal static class AccessAnswer
{
    /// <summary>401 or 403.</summary>
    public static IResult Of(AccessRefusal refusal) => new Refusal(refusal);

    /// <summary>401, which says whether a credential is missing or not good.</summary>
    public static IResult NotAuthenticated => new Refusal(new Unauthenticated());

    private sealed class Refusal(AccessRefusal refusal) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.RequestServices.GetRequiredService<AuditLog>().AccessRefused(httpContext.Actor(), refusal.Code, httpContext.RouteName());
            if (refusal is Forbidden)
            {
                return RestAnswer.Detail(StatusCodes.Status403Forbidden, refusal.Message).ExecuteAsync(httpContext);
            }

            var caller = httpContext.Caller();
            httpContext.Response.Headers[HeaderNames.WWWAuthenticate] = caller.Challenge;
            return RestAnswer.Detail(StatusCodes.Status401Unauthorized, caller.IsRejected ? "Could not validate credentials" : "Not authenticated")
                .ExecuteAsync(httpContext);
        }
    }
}
