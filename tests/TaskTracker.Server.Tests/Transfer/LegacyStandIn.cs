using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TaskTracker.Server.Tests.Transfer;

/// <summary>Answers the two routes that an import reads as some legacy server might; it keeps nothing in order that ours would refuse.</summary>
internal sealed class LegacyStandIn : IAsyncDisposable
{
    private readonly WebApplication app;

    private LegacyStandIn(WebApplication app) => this.app = app;

    public string Address => app.Urls.Single();

    /// <summary>How many rows it answers at most; null for all of them.</summary>
    public int? PageSize { get; set; }

    /// <summary>The path that it answers with 503; null for none.</summary>
    public string? FailsAt { get; set; }

    public static async Task<LegacyStandIn> StartAsync(string[] users, params (int UserId, string[] Tasks)[] tasks)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var standIn = new LegacyStandIn(builder.Build());
        standIn.app.MapGet("/users/", (HttpContext context) => standIn.Answer(context, users));
        standIn.app.MapGet("/users/{id:int}/tasks", (HttpContext context, int id) => standIn.Answer(context, [.. tasks.Where(of => of.UserId == id).SelectMany(of => of.Tasks)]));
        standIn.app.MapGet("/object/users/", () => Results.Text("{}", "application/json"));
        await standIn.app.StartAsync();
        return standIn;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private IResult Answer(HttpContext context, string[] rows)
    {
        if (context.Request.Path == FailsAt)
        {
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        var page = PageSize is { } size ? rows.Skip(int.TryParse(context.Request.Query["skip"], out var skip) ? skip : 0).Take(size) : rows;
        return Results.Text($"[{string.Join(',', page)}]", "application/json");
    }
}
