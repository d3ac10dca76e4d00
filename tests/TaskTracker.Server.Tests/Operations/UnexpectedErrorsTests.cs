using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TaskTracker.Core.Data;
using TaskTracker.Server.Operations;
using TaskTracker.Server.Persistence;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Operations;

public sealed class UnexpectedErrorsTests
{
    [Theory]
    [InlineData("/tasks/1")]
    [InlineData("/tasks/")]
    public async Task A_store_that_breaks_is_500_with_a_trace_id_and_nothing_else(string path)
    {
        await using var server = new TrackerServer();
        using (var read = await server.Services.GetRequiredService<TrackerDatabase>().ReadAsync(CancellationToken.None))
        {
            await read.Context.Database.ExecuteSqlRawAsync("ALTER TABLE tasks RENAME TO gone");
        }

        using var answer = await server.Client.GetAsync(path);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.ToString());
        Assert.Matches("^{\"detail\":\"Internal Server Error. Trace id: [0-9a-f]{32}\"}$", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_defect_is_logged_once_under_the_trace_id_that_the_client_gets()
    {
        await using var host = await FailingHost.StartAsync(_ => throw new InvalidOperationException("the secret reason"));
        using var answer = await host.Client.GetAsync("/");
        var body = await answer.Content.ReadAsStringAsync();
        var (message, exception) = Assert.Single(host.Errors);
        Assert.Equal("the secret reason", exception?.Message);
        var detail = JsonNode.Parse(body)!["detail"]!.GetValue<string>();
        Assert.EndsWith(detail[^32..], message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_fails_half_way_does_not_look_whole()
    {
        await using var host = await FailingHost.StartAsync(async context =>
        {
            await context.Response.WriteAsync("[1,");
            await context.Response.Body.FlushAsync();
            throw new InvalidOperationException("late");
        });
        await Assert.ThrowsAsync<HttpRequestException>(() => host.Client.GetStringAsync("/"));
        Assert.Single(host.Errors);
    }

    [Fact]
    public async Task A_client_that_leaves_is_no_error()
    {
        var arrived = new TaskCompletionSource();
        var ended = new TaskCompletionSource();
        await using var host = await FailingHost.StartAsync(async context =>
        {
            arrived.SetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            }
            finally
            {
                ended.SetResult();
            }
        });
        using var patience = new CancellationTokenSource();
        var request = host.Client.GetAsync("/", patience.Token);
        await arrived.Task;
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await ended.Task;
        await host.DisposeAsync();
        Assert.Empty(host.Errors);
    }

    /// <summary>A server with nothing in it but the net, a store that is never opened, and one endpoint.</summary>
    private sealed class FailingHost : ILoggerProvider, ILogger, IAsyncDisposable
    {
        private readonly ConcurrentQueue<(string, Exception?)> errors = new();
        private WebApplication? app;

        public IReadOnlyCollection<(string Message, Exception? Exception)> Errors => errors;

        public HttpClient Client { get; } = new();

        public static async Task<FailingHost> StartAsync(RequestDelegate endpoint)
        {
            var host = new FailingHost();
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders().AddProvider(host);
            builder.Services.AddTrackerPersistence(builder.Configuration).AddSingleton(TimeProvider.System).AddSingleton<StoreRefusals>();
            host.app = builder.Build();
            host.app.UseUnexpectedErrors();
            host.app.Run(endpoint);
            await host.app.StartAsync();
            host.Client.BaseAddress = new Uri(host.app.Urls.Single());
            return host;
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                errors.Enqueue((formatter(state, exception), exception));
            }
        }

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            if (Interlocked.Exchange(ref app, null) is { } running)
            {
                await running.StopAsync();
                await running.DisposeAsync();
            }
        }

        void IDisposable.Dispose()
        {
        }
    }
}
