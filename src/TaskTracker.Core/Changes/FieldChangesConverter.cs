using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace TaskTracker.Core.Changes;

/// <summary>Keeps the fields of a change as JSON: <c>[["status","PENDING","COMPLETED"]]</c>. They are read whole or not at all.</summary>
internal sealed class FieldChangesConverter() : ValueConverter<IReadOnlyList<FieldChange>, string>(
    changes => Write(changes),
    text => Read(text))
{
    /// <summary>A change never changes.</summary>
    public sealed class Comparer() : ValueComparer<IReadOnlyList<FieldChange>>((left, right) => ReferenceEquals(left, right), changes => changes.Count, changes => changes);

    // The database is no web page: texts stay readable.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Write(IReadOnlyList<FieldChange> changes) =>
        JsonSerializer.Serialize(changes.Select(change => new[] { change.Field, change.From, change.To }), Plain);

    private static FieldChange[] Read(string text) =>
        [.. JsonSerializer.Deserialize<string?[][]>(text)!.Select(change => new FieldChange(change[0]!, change[1], change[2]))];
}
