namespace TaskTracker.Server.Configuration;

/// <summary>Why the process cannot start, in words that tell the operator what to do. Shown without a stack trace; exit code 1.</summary>
internal sealed class StartupException(string message, Exception? cause = null) : Exception(message, cause);
