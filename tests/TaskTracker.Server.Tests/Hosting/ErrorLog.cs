using Microsoft.Extensions.Logging;

namespace TaskTracker.Server.Tests.Hosting;

/// <summary>Remembers what was logged as an error.</summary>
public sealed class ErrorLog : ILoggerProvider, ILogger
{
    private readonly List<(string Message, Exception? Exception)> entries = [];

    public IReadOnlyList<(string Message, Exception? Exception)> Entries
    {
        get
        {
            lock (entries)
            {
                return [.. entries];
            }
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            lock (entries)
            {
                entries.Add((formatter(state, exception), exception));
            }
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Dispose()
    {
    }
}
