using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using TaskTracker.Server.Rest.Answers;

namespace TaskTracker.Benchmarks.Limit;

/// <summary>
/// What the hardware and the platform allow: each workload written out by hand, without GraphQL, accounts, limits, validation or an object
/// mapper, and with the same answers byte for byte. It commits one write at a time.
/// </summary>
internal static class LimitServer
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? writer;

    [ThreadStatic]
    private static Utf8JsonWriter? restWriter;

    public static void Map(WebApplication app, LimitStore store)
    {
        MapRead("/w1", static (connection, json, body) => LimitReads.TaskWithUser(connection, json, Variable(body, "id"u8)));
        MapRead("/w2", static (connection, json, _) => LimitReads.TasksOfStatus(connection, json));
        MapRead("/w4", static (connection, json, body) => LimitReads.UserWithTasks(connection, json, Variable(body, "id"u8)));
        MapRead("/w7", static (connection, json, body) => LimitReads.TasksHolding(connection, json, Text(body, "search"u8)));
        MapRead("/w8", static (connection, json, _) => LimitReads.Count(connection, json));
        app.MapPost("/w6/{createdAt}/{id}", async context =>
        {
            var (createdAt, id) = (long.Parse((string)context.Request.RouteValues["createdAt"]!, CultureInfo.InvariantCulture), Id(context));
            await BodyAsync(context);
            await AnswerAsync(context, json => store.Read(connection => Done(() => LimitReads.TasksAfter(connection, json, createdAt, id))));
        });
        app.MapPost("/w3", async context =>
        {
            var body = await BodyAsync(context);
            var (id, status) = (Variable(body, "id"u8), Status(Text(body, "status"u8)));
            var version = await store.WriteAsync(connection => LimitWrites.Move(connection, id, status, origin: 0));
            await AnswerAsync(context, json => WriteMoved(json, id, Text(body, "status"u8), version));
        });
        app.MapGet("/tasks/{id}", context => AnswerRestAsync(context, json => store.Read(connection => Done(() => LimitReads.RestTask(connection, json, Id(context))))));
        app.MapGet("/users/{id}/tasks", context => AnswerRestAsync(context, json => store.Read(connection => Done(() => LimitReads.RestTasksOf(connection, json, Id(context))))));
        app.MapPut("/tasks/{id}/status", async context =>
        {
            var body = await BodyAsync(context);
            await store.WriteAsync(connection => LimitWrites.Move(connection, Id(context), Status(Text(body, "status"u8)), origin: 1));
            await AnswerRestAsync(context, json => store.Read(connection => Done(() => LimitReads.RestTask(connection, json, Id(context)))));
        });
        app.MapPost("/tasks/", async context =>
        {
            var body = await BodyAsync(context);
            var id = await store.WriteAsync(connection => LimitWrites.Create(connection, Text(body, "title"u8), Number(body, "user_id"u8)));
            await AnswerRestAsync(context, json => store.Read(connection => Done(() => LimitReads.RestTask(connection, json, id))));
        });
        app.MapGet("/allocated", () => GC.GetTotalAllocatedBytes());

        void MapRead(string path, Action<LimitConnection, Utf8JsonWriter, byte[]> read) => app.MapPost(path, async context =>
        {
            var body = await BodyAsync(context);
            await AnswerAsync(context, json => store.Read(connection => Done(() => read(connection, json, body))));
        });
    }

    public static void WriteMoved(Utf8JsonWriter json, int id, string status, int version)
    {
        json.WriteStartObject();
        json.WriteStartObject("data"u8);
        json.WriteStartObject("updateTaskStatus"u8);
        json.WriteStartObject("task"u8);
        json.WriteGlobalId("Task"u8, id);
        json.WriteString("status"u8, status);
        json.WriteNumber("version"u8, version);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static bool Done(Action work)
    {
        work();
        return true;
    }

    public static int Id(HttpContext context) => int.Parse((string)context.Request.RouteValues["id"]!, CultureInfo.InvariantCulture);

    public static int Status(string name) => name switch { "PENDING" => 0, "IN_PROGRESS" => 1, _ => 2 };

    public static async Task<byte[]> BodyAsync(HttpContext context)
    {
        var body = new byte[(int)context.Request.ContentLength!.Value];
        await context.Request.Body.ReadExactlyAsync(body);
        return body;
    }

    public static int Variable(byte[] body, ReadOnlySpan<byte> name) => int.Parse(Text(body, name), CultureInfo.InvariantCulture);

    private static int Number(byte[] body, ReadOnlySpan<byte> name)
    {
        var json = Find(body, name);
        return json.GetInt32();
    }

    public static string Text(byte[] body, ReadOnlySpan<byte> name)
    {
        var json = Find(body, name);
        return json.GetString()!;
    }

    private static Utf8JsonReader Find(byte[] body, ReadOnlySpan<byte> name)
    {
        var json = new Utf8JsonReader(body);
        while (json.Read())
        {
            if (json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals(name))
            {
                json.Read();
                return json;
            }
        }

        throw new InvalidDataException("The workload's body lacks a value.");
    }

    public static Task AnswerAsync(HttpContext context, Action<Utf8JsonWriter> write) => AnswerAsync(context, writer ??= new(Stream.Null, Options), write);

    // REST escapes less than GraphQL.
    private static Task AnswerRestAsync(HttpContext context, Action<Utf8JsonWriter> write) => AnswerAsync(context, restWriter ??= new(Stream.Null, JsonAnswer.WriterOptions), write);

    private static Task AnswerAsync(HttpContext context, Utf8JsonWriter writer, Action<Utf8JsonWriter> write)
    {
        buffer ??= new(16 * 1024);
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        write(writer);
        writer.Flush();
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = buffer.WrittenCount;
        // Copied before anything is awaited: the buffer is the thread's.
        buffer.WrittenSpan.CopyTo(context.Response.BodyWriter.GetSpan(buffer.WrittenCount));
        context.Response.BodyWriter.Advance(buffer.WrittenCount);
        return context.Response.BodyWriter.FlushAsync().AsTask();
    }
}
