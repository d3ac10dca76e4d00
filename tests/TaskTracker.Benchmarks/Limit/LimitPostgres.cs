using System.Globalization;
using Npgsql;

namespace TaskTracker.Benchmarks.Limit;

/// <summary>The same on PostgreSQL: pooled connections, prepared commands, one exchange with the database wherever one does.</summary>
internal static class LimitPostgres
{
    public static NpgsqlDataSource Source(string connection) =>
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { MaxAutoPrepare = 20, AutoPrepareMinUsages = 2, NoResetOnClose = true, MaxPoolSize = 32 });

    public static void Map(WebApplication app, NpgsqlDataSource source)
    {
        app.MapPost("/w1", async context =>
        {
            var id = LimitServer.Variable(await LimitServer.BodyAsync(context), "id"u8);
            await using var command = Command("SELECT t.title, t.status, u.username FROM tasks t JOIN users u ON u.id = t.user_id WHERE t.id = $1", id);
            await using var row = await command.ExecuteReaderAsync();
            await LimitServer.AnswerAsync(context, json => LimitReads.WriteTaskWithUser(json, row, id));
        });
        app.MapPost("/w2", async context =>
        {
            await LimitServer.BodyAsync(context);
            await using var command = Command(LimitReads.Columns + " WHERE t.status = $1 ORDER BY t.id LIMIT 50", 0);
            await using var rows = await command.ExecuteReaderAsync();
            await LimitServer.AnswerAsync(context, json => LimitReads.WriteTasks(json, rows, withStatus: true));
        });
        app.MapPost("/w3", async context =>
        {
            var body = await LimitServer.BodyAsync(context);
            var (id, status) = (LimitServer.Variable(body, "id"u8), LimitServer.Text(body, "status"u8));
            var version = await MoveAsync(source, id, LimitServer.Status(status));
            await LimitServer.AnswerAsync(context, json => LimitServer.WriteMoved(json, id, status, version));
        });
        app.MapPost("/w4", async context =>
        {
            var id = LimitServer.Variable(await LimitServer.BodyAsync(context), "id"u8);
            await using var batch = source.CreateBatch();
            batch.BatchCommands.Add(Part("SELECT username FROM users WHERE id = $1", id));
            batch.BatchCommands.Add(Part("SELECT id, title, status FROM tasks WHERE user_id = $1 ORDER BY id LIMIT 100", id));
            await using var rows = await batch.ExecuteReaderAsync();
            await rows.ReadAsync();
            var username = rows.GetString(0);
            await rows.NextResultAsync();
            await LimitServer.AnswerAsync(context, json => LimitReads.WriteUserWithTasks(json, username, rows));
        });
        app.MapPost("/w6/{createdAt}/{id}", async context =>
        {
            await LimitServer.BodyAsync(context);
            var createdAt = DateTime.UnixEpoch.AddMicroseconds(long.Parse((string)context.Request.RouteValues["createdAt"]!, CultureInfo.InvariantCulture));
            await using var command = Command(
                LimitReads.Columns + " WHERE (t.status = 0 OR (u.username >= 'a' AND u.username < 'b')) AND (t.created_at, t.id) > ($1, $2) ORDER BY t.created_at, t.id LIMIT 20", createdAt, LimitServer.Id(context));
            await using var rows = await command.ExecuteReaderAsync();
            await LimitServer.AnswerAsync(context, json => LimitReads.WriteTasks(json, rows, withStatus: false));
        });
        app.MapGet("/allocated", () => GC.GetTotalAllocatedBytes());

        NpgsqlCommand Command(string text, params ReadOnlySpan<object> values)
        {
            var command = source.CreateCommand(text);
            command.Parameters.AddAll(values);
            return command;
        }
    }

    private static async Task<int> MoveAsync(NpgsqlDataSource source, int id, int status)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var begin = new NpgsqlBatch(connection);
        begin.BatchCommands.Add(new("BEGIN"));
        begin.BatchCommands.Add(Part("SELECT status, version, user_id FROM tasks WHERE id = $1 FOR UPDATE", id));
        int before, version, userId;
        await using (var row = await begin.ExecuteReaderAsync())
        {
            await row.ReadAsync();
            (before, version, userId) = (row.GetInt32(0), row.GetInt32(1), row.GetInt32(2));
        }

        await using var end = new NpgsqlBatch(connection);
        if (before != status)
        {
            version++;
            var now = DateTime.UtcNow;
            end.BatchCommands.Add(Part(
                "UPDATE tasks SET status = $1, version = $2, updated_at = $3, completed_at = CASE WHEN $1 = 2 THEN $3 END WHERE id = $4", status, version, now, id));
            end.BatchCommands.Add(Part(
                "INSERT INTO task_changes (task_id, task_version, kind, changes, from_status, to_status, user_id, origin, at) VALUES ($1, $2, 2, $3, $4, $5, $6, 0, $7)",
                id, version, LimitWrites.ChangesOfMove(before, status, LimitJson.Microseconds(now)), before, status, userId, now));
        }

        end.BatchCommands.Add(new("COMMIT"));
        await end.ExecuteNonQueryAsync();
        return version;
    }

    private static NpgsqlBatchCommand Part(string text, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(text);
        command.Parameters.AddAll(values);
        return command;
    }

    private static void AddAll(this NpgsqlParameterCollection parameters, ReadOnlySpan<object> values)
    {
        foreach (var value in values)
        {
            parameters.Add(new() { Value = value });
        }
    }
}
