using System.Reflection;
using System.Text;
using TaskTracker.Server.Web;

namespace TaskTracker.Server.Pages;

/// <summary>A page and what it may do in a browser.</summary>
internal sealed class Page(string html, PagePolicy policy)
{
    private readonly byte[] bytes = Encoding.UTF8.GetBytes(html);

    public Task WriteAsync(HttpContext context)
    {
        policy.ApplyTo(context.Response.Headers);
        return Results.Bytes(bytes, "text/html; charset=utf-8").ExecuteAsync(context);
    }

    /// <summary>A text that is part of the program, from one of the folders beside this file.</summary>
    public static string Text(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream($"Pages.{name}")!);
        return reader.ReadToEnd();
    }

    /// <summary>Stands in for a page of npm packages that the build had no npm for.</summary>
    /// <param name="name">What is missing, such as "The board".</param>
    public static Page Missing(string name) =>
        new(Text("missing.html").Replace("{{name}}", name, StringComparison.Ordinal), new PagePolicy("style-src 'self'"));
}
