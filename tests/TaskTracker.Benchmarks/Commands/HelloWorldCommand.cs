using System.CommandLine;

namespace TaskTracker.Benchmarks.Commands;

/// <summary><c>hello-world</c>: the server that the machine is measured with. The benchmarks start it themselves.</summary>
internal static class HelloWorldCommand
{
    private static readonly ReadOnlyMemory<byte> Answer = "Hello, world"u8.ToArray();

    public static Command Create()
    {
        var urls = new Option<string>("--urls") { DefaultValueFactory = _ => "http://127.0.0.1:0" };
        var command = new Command("hello-world", "Serves the smallest answer there is.") { urls };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls(parsed.GetValue(urls)!);
            builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
            await using var app = builder.Build();
            app.MapGet("/", context =>
            {
                context.Response.ContentLength = Answer.Length;
                return context.Response.Body.WriteAsync(Answer).AsTask();
            });
            await app.RunAsync(cancellationToken);
            return 0;
        });
        return command;
    }
}
