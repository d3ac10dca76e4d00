using System.Globalization;
using System.Text.Json;
using GraphQL;
using TaskTracker.Server.GraphQL.Errors;
using TaskTracker.Server.GraphQL.Json;

namespace TaskTracker.Server.GraphQL.Http;

/// <summary>Writes results to the client, straight into the connection's buffer.</summary>
internal static class ResponseWriter
{
    public static Task WriteAsync(HttpResponse response, AnswerFormat format, ExecutionResult result)
    {
        if (!result.Executed && result.Errors?[0] is CodedError { RetryAfterSeconds: { } seconds })
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return WriteAsync(response, format, StatusOf(result, format), result, ResultWriter.Write);
    }

    /// <summary>The results of a batch, in its order. Its status says only that the batch was read.</summary>
    public static Task WriteAsync(HttpResponse response, AnswerFormat format, IReadOnlyList<ExecutionResult> results) =>
        WriteAsync(response, format, StatusCodes.Status200OK, results, WriteArray);

    private static async Task WriteAsync<T>(HttpResponse response, AnswerFormat format, int status, T content, Action<Utf8JsonWriter, T> write)
    {
        response.StatusCode = status;
        response.ContentType = format.ContentType();
        // Before it has started, the body's writer hands out memory that is copied later.
        await response.StartAsync();
        using (var writer = new Utf8JsonWriter(response.BodyWriter, JsonFormat.Options))
        {
            write(writer, content);
        }

        await response.BodyWriter.FlushAsync();
    }

    private static void WriteArray(Utf8JsonWriter writer, IReadOnlyList<ExecutionResult> results)
    {
        writer.WriteStartArray();
        foreach (var result in results)
        {
            ResultWriter.Write(writer, result);
        }

        writer.WriteEndArray();
    }

    private static int StatusOf(ExecutionResult result, AnswerFormat format)
    {
        // Without errors it is a cost that was asked for.
        if (result.Executed || result.Errors is null)
        {
            return StatusCodes.Status200OK;
        }

        // An error without a definition is a refusal of Core, for an argument that was looked at before the execution began.
        var definition = ErrorTranslation.Definition(result.Errors[0]);
        var isWellFormed = definition?.IsWellFormedRequest ?? true;
        return isWellFormed && format == AnswerFormat.Json ? StatusCodes.Status200OK : definition?.Status ?? StatusCodes.Status400BadRequest;
    }
}
