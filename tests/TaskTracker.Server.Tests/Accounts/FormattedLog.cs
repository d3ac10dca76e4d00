using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace TaskTracker.Server.Tests.Accounts;

/// <summary>What a server logs, as each format of the console writes it. The settings call it <c>Formatted</c>.</summary>
[ProviderAlias("Formatted")]
internal sealed class FormattedLog : ILoggerProvider, ISupportExternalScope
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, StringWriter> written = [];
    private IExternalScopeProvider? scopes;
    private List<ConsoleFormatter> formatters = [];

    /// <summary>What was written, by the format's name.</summary>
    public IReadOnlyDictionary<string, string> Texts
    {
        get
        {
            lock (gate)
            {
                return written.ToDictionary(text => text.Key, text => text.Value.ToString());
            }
        }
    }

    /// <summary>The same with a server's formats.</summary>
    public FormattedLog With(IServiceProvider services)
    {
        formatters = [.. services.GetServices<ConsoleFormatter>()];
        formatters.ForEach(formatter => written[formatter.Name] = new StringWriter());
        return this;
    }

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
        // What was written is read when the server has ended.
    }

    private sealed class Logger(FormattedLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => log.scopes?.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (log.gate)
            {
                foreach (var format in log.formatters)
                {
                    format.Write(new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter), log.scopes, log.written[format.Name]);
                }
            }
        }
    }
}
