using System.Data.Common;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace TaskTracker.Benchmarks.Limit;

/// <summary>What each reading workload needs at the least: one command, its rows written as they come.</summary>
internal static class LimitReads
{
    /// <summary>The tasks of W2 and W6.</summary>
    internal const string Columns = "SELECT t.id, t.title, t.status, t.created_at, u.username FROM tasks t JOIN users u ON u.id = t.user_id";

    public static void TaskWithUser(LimitConnection connection, Utf8JsonWriter json, int id)
    {
        using var row = connection.Command("SELECT t.title, t.status, u.username FROM tasks t JOIN users u ON u.id = t.user_id WHERE t.id = $0", id).ExecuteReader();
        WriteTaskWithUser(json, row, id);
    }

    public static void WriteTaskWithUser(Utf8JsonWriter json, DbDataReader row, int id)
    {
        row.Read();
        json.WriteStartObject();
        json.WriteStartObject("data"u8);
        json.WriteStartObject("taskById"u8);
        json.WriteGlobalId("Task"u8, id);
        json.WriteString("title"u8, row.GetString(0));
        json.WriteString("status"u8, LimitJson.Statuses[row.GetInt32(1)]);
        json.WriteUser(row.GetString(2));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void TasksOfStatus(LimitConnection connection, Utf8JsonWriter json)
    {
        using var rows = connection.Command(Columns + " WHERE t.status = $0 ORDER BY t.id LIMIT 50", 0).ExecuteReader();
        WriteTasks(json, rows, withStatus: true);
    }

    public static void UserWithTasks(LimitConnection connection, Utf8JsonWriter json, int id)
    {
        var username = (string)connection.Command("SELECT username FROM users WHERE id = $0", id).ExecuteScalar()!;
        using var rows = connection.Command("SELECT id, title, status FROM tasks WHERE user_id = $0 ORDER BY id LIMIT 100", id).ExecuteReader();
        WriteUserWithTasks(json, username, rows);
    }

    public static void WriteUserWithTasks(Utf8JsonWriter json, string username, DbDataReader rows)
    {
        json.WriteStartObject();
        json.WriteStartObject("data"u8);
        json.WriteStartObject("userById"u8);
        json.WriteString("username"u8, username);
        json.WriteStartObject("tasks"u8);
        json.WriteStartArray("nodes"u8);
        while (rows.Read())
        {
            json.WriteStartObject();
            json.WriteGlobalId("Task"u8, rows.GetInt32(0));
            json.WriteString("title"u8, rows.GetString(1));
            json.WriteString("status"u8, LimitJson.Statuses[rows.GetInt32(2)]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void TasksAfter(LimitConnection connection, Utf8JsonWriter json, long createdAt, int id)
    {
        using var rows = connection.Command(
            Columns + " WHERE (t.status = 0 OR substr(u.username, 1, 1) = 'a') AND (t.created_at, t.id) > ($0, $1) ORDER BY t.created_at, t.id LIMIT 20",
            createdAt,
            id).ExecuteReader();
        WriteTasks(json, rows, withStatus: false);
    }

    public static void TasksHolding(LimitConnection connection, Utf8JsonWriter json, string words)
    {
        using var rows = connection.Command(
            """
            SELECT t.id, t.title FROM tasks t WHERE t.id IN (SELECT rowid FROM task_search WHERE task_search MATCH $0)
            ORDER BY t.id IN (SELECT rowid FROM task_search WHERE task_search MATCH $1) DESC, t.id DESC LIMIT 20
            """,
            $"{words}*",
            $"title : ({words}*)").ExecuteReader();
        json.WriteStartObject();
        json.WriteStartObject("data"u8);
        json.WriteStartObject("tasks"u8);
        json.WriteStartArray("nodes"u8);
        while (rows.Read())
        {
            json.WriteStartObject();
            json.WriteGlobalId("Task"u8, rows.GetInt32(0));
            json.WriteString("title"u8, rows.GetString(1));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void Count(LimitConnection connection, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartObject("data"u8);
        json.WriteStartObject("tasks"u8);
        json.WriteNumber("totalCount"u8, (long)connection.Command("SELECT count(*) FROM tasks WHERE status = $0", 1).ExecuteScalar()!);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void RestTask(LimitConnection connection, Utf8JsonWriter json, int id)
    {
        using var row = connection.Command("SELECT id, title, description, status, user_id, created_at, updated_at FROM tasks WHERE id = $0", id).ExecuteReader();
        row.Read();
        WriteRestTask(json, row);
    }

    public static void RestTasksOf(LimitConnection connection, Utf8JsonWriter json, int userId)
    {
        json.WriteStartArray();
        using var rows = connection.Command("SELECT id, title, description, status, user_id, created_at, updated_at FROM tasks WHERE user_id = $0 ORDER BY id", userId).ExecuteReader();
        while (rows.Read())
        {
            WriteRestTask(json, rows);
        }

        json.WriteEndArray();
    }

    public static void WriteTasks(Utf8JsonWriter json, DbDataReader rows, bool withStatus)
    {
        json.WriteStartObject();
        json.WriteStartObject("data"u8);
        json.WriteStartObject("tasks"u8);
        json.WriteStartArray("nodes"u8);
        while (rows.Read())
        {
            json.WriteStartObject();
            json.WriteGlobalId("Task"u8, rows.GetInt32(0));
            json.WriteString("title"u8, rows.GetString(1));
            if (withStatus)
            {
                json.WriteString("status"u8, LimitJson.Statuses[rows.GetInt32(2)]);
            }

            json.WriteTime("createdAt"u8, rows is SqliteDataReader ? rows.GetInt64(3) : LimitJson.Microseconds(rows.GetDateTime(3)), "Z"u8);
            json.WriteUser(rows.GetString(4));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRestTask(Utf8JsonWriter json, SqliteDataReader row)
    {
        json.WriteStartObject();
        json.WriteNumber("id"u8, row.GetInt32(0));
        json.WriteString("title"u8, row.GetString(1));
        json.WriteString("description"u8, row.IsDBNull(2) ? null : row.GetString(2));
        json.WriteString("status"u8, LimitJson.Statuses[row.GetInt32(3)]);
        json.WriteNumber("user_id"u8, row.GetInt32(4));
        json.WriteTime("created_at"u8, row.GetInt64(5), ""u8);
        json.WriteTime("updated_at"u8, row.GetInt64(6), ""u8);
        json.WriteEndObject();
    }
}
