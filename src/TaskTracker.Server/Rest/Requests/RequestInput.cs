using Microsoft.AspNetCore.Http.Features;
using TaskTracker.Core.Access;
using TaskTracker.Server.Accounts;
using TaskTracker.Server.Rest.Answers;
using TaskTracker.Server.Web;

namespace TaskTracker.Server.Rest.Requests;

/// <summary>
/// What a request says. A handler asks for its values in the legacy server's order (path, query, body, each in the
/// order of its fields) and then looks at <see cref="Refusal"/>, which tells everything that is wrong at once.
/// A value that is missing or wrong reads as null.
/// </summary>
internal sealed class RequestInput
{
    private readonly HttpContext context;
    private readonly RequestBody body;
    private readonly List<InputError> errors = [];
    private readonly IResult? keyRefusal;

    private RequestInput(HttpContext context, RequestBody body)
    {
        (this.context, this.body) = (context, body);
        Actor = context.Actor();
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            Actor = Actor with { Attempt = RequestAttempt.Of(context.Request, body.Bytes, out keyRefusal) };
        }

        Query = new(context.Request.QueryString, errors);
        Body = new(body, errors);
    }

    /// <summary>Who asks, and whether they may have asked before.</summary>
    public Actor Actor { get; }

    public QueryFields Query { get; }

    public BodyFields Body { get; }

    /// <summary>The answer to a request that cannot be served as it is; null when nothing is wrong.</summary>
    public IResult? Refusal => body.Refusal ?? keyRefusal ?? (errors.Count > 0 ? RestAnswer.Invalid(errors) : null);

    /// <summary>A request whose body, if it has one, is not looked at.</summary>
    public static RequestInput WithoutBody(HttpContext context) => new(context, RequestBody.None);

    public static async Task<RequestInput> ReadAsync(HttpContext context) =>
        new(context, await RequestBody.ReadAsync(context.Request, context.RequestAborted));

    /// <summary>An id in the path.</summary>
    public int Id(string name)
    {
        var text = PathText(name);
        var problem = IntegerInput.Read(text, out var id);
        if (problem != IntegerProblem.None)
        {
            errors.Add(InputError.NotAnInteger(["path", name], text, problem));
        }

        return ToId(id);
    }

    // Kestrel keeps escapes that are not UTF-8 as text, so that "%FF" and "%25FF" look alike in the path: what came tells them apart.
    private string PathText(string name)
    {
        var text = (string)context.GetRouteValue(name)!;
        return text.Contains('%') && context.Features.Get<IHttpRequestFeature>()?.RawTarget.Split('?')[0] is { } target
            && context.GetEndpoint()?.Metadata.GetMetadata<LegacyPath>()?.Values(target)[name] is string escaped
            ? Escaped.PathText(escaped)
            : text;
    }

    /// <summary>The id that an integer means. Integers beyond the store's are ids of nothing, which 0 is too.</summary>
    public static int ToId(long integer) => integer is > 0 and <= int.MaxValue ? (int)integer : 0;
}
