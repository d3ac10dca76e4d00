using System.Text.Json;

namespace TaskTracker.Benchmarks.Limit;

/// <summary>What each writing workload needs at the least: the row, its change in the log, and the index, in one transaction.</summary>
internal static class LimitWrites
{
    /// <returns>The task's version after it.</returns>
    public static int Move(LimitConnection connection, int id, int status, int origin)
    {
        var now = Now();
        int before, version, userId;
        using (var row = connection.Command("SELECT status, version, user_id FROM tasks WHERE id = $0", id).ExecuteReader())
        {
            row.Read();
            (before, version, userId) = (row.GetInt32(0), row.GetInt32(1), row.GetInt32(2));
        }

        if (before == status)
        {
            return version;
        }

        connection.Run("UPDATE tasks SET status = $0, version = $1, updated_at = $2, completed_at = $3 WHERE id = $4", status, version + 1, now, status == 2 ? now : null, id);
        Log(connection, id, version + 1, kind: 2, ChangesOfMove(before, status, now), before, status, userId, origin, now);
        return version + 1;
    }

    /// <summary>What the log says of a move.</summary>
    public static string ChangesOfMove(int before, int status, long now)
    {
        var completed = status == 2 ? $",[\"completedAt\",null,\"{LimitJson.Text(now)}\"]" : before == 2 ? $",[\"completedAt\",\"{LimitJson.Text(now)}\",null]" : "";
        return $"[[\"status\",\"{LimitJson.Statuses[before]}\",\"{LimitJson.Statuses[status]}\"]{completed}]";
    }

    public static int Create(LimitConnection connection, string title, int userId)
    {
        var now = Now();
        var id = (int)(long)connection.Command(
            "INSERT INTO tasks (title, status, user_id, created_at, updated_at, version) SELECT $0, 0, id, $1, $1, 1 FROM users WHERE id = $2 RETURNING id", title, now, userId).ExecuteScalar()!;
        connection.Run("INSERT INTO task_search (rowid, title, description) VALUES ($0, $1, '')", id, title.ToLowerInvariant());
        Log(
            connection, id, version: 1, kind: 0, $"[[\"title\",null,{JsonEncodedText.Encode(title)}],[\"status\",null,\"PENDING\"],[\"priority\",null,\"NONE\"],[\"userId\",null,\"{userId}\"]]", null, null,
            userId, origin: 1, now);
        return id;
    }

    private static long Now() => LimitJson.Microseconds(DateTime.UtcNow);

    private static void Log(LimitConnection connection, int id, int version, int kind, string changes, int? before, int? after, int userId, int origin, long now) => connection.Run(
        "INSERT INTO task_changes (task_id, task_version, kind, changes, from_status, to_status, user_id, origin, at) VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8)",
        id, version, kind, changes, before, after, userId, origin, now);
}
