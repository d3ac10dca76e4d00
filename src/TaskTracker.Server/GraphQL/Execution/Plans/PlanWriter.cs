using System.Buffers;
using System.Collections;
using System.Text.Json;
using GraphQL.DataLoader;
using TaskTracker.Server.GraphQL.Json;
using ExecutionContext = GraphQL.Execution.ExecutionContext;

namespace TaskTracker.Server.GraphQL.Execution.Plans;

/// <summary>Writes the objects that a plan has found.</summary>
internal sealed class PlanWriter(ExecutionContext context, Utf8JsonWriter json)
{
    // More than most answers need, and little enough to be kept by each thread.
    private const int KeptBytes = 256 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? idleBuffer;

    [ThreadStatic]
    private static Utf8JsonWriter? idleJson;

    private readonly PlanContext leaves = new(context);

    public static byte[] Write(ExecutionContext context, PlannedObject root)
    {
        // Nothing is awaited below, so both stay this thread's. Those that met a failure are dropped.
        var buffer = idleBuffer ?? new(16 * 1024);
        var json = idleJson ?? new(buffer, JsonFormat.Options);
        (idleBuffer, idleJson) = (null, null);
        new PlanWriter(context, json).WriteObject(root);
        json.Flush();
        var written = buffer.WrittenSpan.ToArray();
        if (buffer.Capacity <= KeptBytes)
        {
            buffer.ResetWrittenCount();
            json.Reset();
            (idleBuffer, idleJson) = (buffer, json);
        }

        return written;
    }

    private void WriteObject(PlannedObject each)
    {
        json.WriteStartObject();
        foreach (var field in each.Selection.Fields)
        {
            json.WritePropertyName(field.Name);
            if (field.Constant is { } constant)
            {
                json.WriteStringValue(constant);
            }
            else if (field.Part >= 0)
            {
                WritePart(each.Parts[field.Part]);
            }
            else
            {
                WriteLeaf(Resolve(each, field), field.Value);
            }
        }

        json.WriteEndObject();
    }

    private void WritePart(object? part)
    {
        switch (part)
        {
            case PlannedObject each:
                WriteObject(each);
                break;
            case object?[] items:
                json.WriteStartArray();
                foreach (var item in items)
                {
                    WritePart(item);
                }

                json.WriteEndArray();
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }

    private object? Resolve(PlannedObject each, FieldPlan field)
    {
        leaves.Object = each;
        leaves.Plan = field;
        var value = field.Resolver.ResolveAsync(leaves);
        // Of a leaf that is loaded there is none.
        return value.IsCompletedSuccessfully && value.Result is var result and not IDataLoaderResult ? result : throw new UnplannedException(isAlways: true);
    }

    private void WriteLeaf(object? value, ValuePlan plan)
    {
        if (plan.Item is { } item && value is IEnumerable items)
        {
            json.WriteStartArray();
            foreach (var each in items)
            {
                WriteLeaf(each, item);
            }

            json.WriteEndArray();
            return;
        }

        var written = plan.Scalar?.Serialize(value);
        if (written is null && !(plan.IsNullable && value is null))
        {
            throw new UnplannedException(isAlways: false);
        }

        JsonValueWriter.Write(json, written);
    }
}
