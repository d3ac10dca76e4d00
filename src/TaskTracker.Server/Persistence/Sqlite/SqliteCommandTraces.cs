using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace TaskTracker.Server.Persistence.Sqlite;

/// <summary>
/// Makes spans of the commands that EF sends: afterwards, from the times that it tells. Only those that somebody waits for; what the server asks by
/// itself would be a trace each second.
/// </summary>
internal sealed class SqliteCommandTraces : DbCommandInterceptor
{
    public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result)
    {
        Trace(command, eventData, null);
        return result;
    }

    public override ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default) => new(ReaderExecuted(command, eventData, result));

    public override int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result)
    {
        Trace(command, eventData, null);
        return result;
    }

    public override ValueTask<int> NonQueryExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default) => new(NonQueryExecuted(command, eventData, result));

    public override object? ScalarExecuted(DbCommand command, CommandExecutedEventData eventData, object? result)
    {
        Trace(command, eventData, null);
        return result;
    }

    public override ValueTask<object?> ScalarExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, object? result, CancellationToken cancellationToken = default) => new(ScalarExecuted(command, eventData, result));

    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData) => Trace(command, eventData, eventData.Exception);

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        CommandFailed(command, eventData);
        return Task.CompletedTask;
    }

    // The text has parameters in the place of values.
    private static void Trace(DbCommand command, CommandEndEventData executed, Exception? failure)
    {
        if (Activity.Current is null || StoreTraces.Start(command.CommandText.Split(' ', 2)[0]) is not { } span)
        {
            return;
        }

        span.SetStartTime(executed.StartTime.UtcDateTime).SetEndTime((executed.StartTime + executed.Duration).UtcDateTime);
        span.SetTag("db.query.text", command.CommandText);
        if (failure is not null)
        {
            span.SetStatus(ActivityStatusCode.Error, failure.GetType().Name);
        }

        span.Dispose();
    }
}
