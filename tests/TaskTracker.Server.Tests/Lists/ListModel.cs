using System.Text.Json.Nodes;

namespace TaskTracker.Server.Tests.Lists;

/// <summary>A task as the model sees it.</summary>
public sealed record ModelTask(
    int Id, string Title, string? Description, string Status, string Priority, string? DueDate, int UserId, int? CreatedById, string CreatedAt, string UpdatedAt, string? CompletedAt);

/// <summary>A user as the model sees it.</summary>
public sealed record ModelUser(int Id, string Username, string Email, string CreatedAt);

/// <summary>
/// What lists must answer, written down a second time without a database: docs/filtering.md as code. Moments are
/// compared as their texts, which all have one form here.
/// </summary>
public sealed class ListModel(IReadOnlyList<ModelUser> users, IReadOnlyList<ModelTask> tasks)
{
    private static readonly string[][] Enumerations = [ListGenerators.Statuses, ListGenerators.Priorities];

    public IReadOnlyList<ModelTask> Tasks(JsonObject where, JsonArray order) =>
        [.. tasks.Where(task => Matches(where, task)).Order(Comparer<ModelTask>.Create((a, b) => Compare(order, a, b, task => task.Id, TaskValue)))];

    public IReadOnlyList<ModelUser> Users(JsonObject where, JsonArray order) =>
        [.. users.Where(user => Matches(where, user)).Order(Comparer<ModelUser>.Create((a, b) => Compare(order, a, b, user => user.Id, UserValue)))];

    private bool Matches(JsonObject where, ModelTask task) => where.All(entry => entry.Key switch
    {
        "and" => entry.Value!.AsArray().All(item => Matches(item!.AsObject(), task)),
        "or" => entry.Value!.AsArray().Any(item => Matches(item!.AsObject(), task)),
        "user" => Matches(entry.Value!.AsObject(), users.Single(user => user.Id == task.UserId)),
        "createdBy" => users.SingleOrDefault(user => user.Id == task.CreatedById) is { } creator && Matches(entry.Value!.AsObject(), creator),
        var field => Holds(entry.Value!.AsObject(), TaskValue(task, field)),
    });

    private bool Matches(JsonObject where, ModelUser user) => where.All(entry => entry.Key switch
    {
        "and" => entry.Value!.AsArray().All(item => Matches(item!.AsObject(), user)),
        "or" => entry.Value!.AsArray().Any(item => Matches(item!.AsObject(), user)),
        "tasks" => entry.Value!.AsObject().All(quantifier => HoldsForTasks(quantifier.Key, quantifier.Value!, [.. tasks.Where(task => task.UserId == user.Id)])),
        var field => Holds(entry.Value!.AsObject(), UserValue(user, field)),
    });

    private bool HoldsForTasks(string quantifier, JsonNode value, List<ModelTask> theirs) => quantifier switch
    {
        "any" => theirs.Count > 0 == (bool)value,
        "some" => theirs.Any(task => Matches(value.AsObject(), task)),
        "none" => !theirs.Any(task => Matches(value.AsObject(), task)),
        _ => theirs.All(task => Matches(value.AsObject(), task)),
    };

    private object? TaskValue(ModelTask task, string field) => field switch
    {
        "id" or "databaseId" => task.Id,
        "title" => task.Title,
        "description" => task.Description,
        "status" => task.Status,
        "priority" => task.Priority,
        "dueDate" => task.DueDate,
        "userId" => task.UserId,
        "createdById" => task.CreatedById,
        "createdAt" => task.CreatedAt,
        "updatedAt" => task.UpdatedAt,
        "completedAt" => task.CompletedAt,
        ['c', ..] => users.SingleOrDefault(user => user.Id == task.CreatedById) is { } creator ? UserValue(creator, field["createdBy.".Length..]) : null,
        _ => UserValue(users.Single(user => user.Id == task.UserId), field["user.".Length..]),
    };

    private static object? UserValue(ModelUser user, string field) => field switch
    {
        "id" or "databaseId" => user.Id,
        "username" => user.Username,
        "email" => user.Email,
        _ => user.CreatedAt,
    };

    private static bool Holds(JsonObject operations, object? value) => operations.All(operation => operation.Key switch
    {
        "and" => operation.Value!.AsArray().All(item => Holds(item!.AsObject(), value)),
        "or" => operation.Value!.AsArray().Any(item => Holds(item!.AsObject(), value)),
        ['n', .. var positive] => !HoldsPositively(positive == "eq" || positive == "in" ? positive : operation.Key[1..], operation.Value, value),
        var positive => HoldsPositively(positive, operation.Value, value),
    });

    private static bool HoldsPositively(string name, JsonNode? operand, object? value) => name switch
    {
        "eq" => Equals(Plain(operand), value),
        "in" => operand!.AsArray().Any(item => Equals(Plain(item), value)),
        "contains" => value is string text && text.Contains((string)operand!, StringComparison.Ordinal),
        "startsWith" => value is string text && text.StartsWith((string)operand!, StringComparison.Ordinal),
        "endsWith" => value is string text && text.EndsWith((string)operand!, StringComparison.Ordinal),
        "gt" => value is not null && CompareValues(value, Plain(operand)) > 0,
        "gte" => value is not null && CompareValues(value, Plain(operand)) >= 0,
        "lt" => value is not null && CompareValues(value, Plain(operand)) < 0,
        "lte" => value is not null && CompareValues(value, Plain(operand)) <= 0,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "not an operator"),
    };

    private static object? Plain(JsonNode? node) => node is null ? null : node.GetValueKind() == System.Text.Json.JsonValueKind.Number ? (int)node : (string)node!;

    private static int Compare<T>(JsonArray order, T left, T right, Func<T, int> id, Func<T, string, object?> value)
    {
        var descending = false;
        foreach (var key in order)
        {
            var (name, direction) = key!.AsObject().Single();
            if (direction is JsonObject nested)
            {
                name = $"{name}.{nested.Single().Key}";
                direction = nested.Single().Value;
            }

            descending = (string)direction! == "DESC";
            var result = CompareValues(value(left, name), value(right, name));
            if (result != 0)
            {
                return descending ? -result : result;
            }
        }

        return descending ? id(right).CompareTo(id(left)) : id(left).CompareTo(id(right));
    }

    private static int CompareValues(object? left, object? right) => (left, right) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        (int a, int b) => a.CompareTo(b),
        (string a, string b) when Enumerations.FirstOrDefault(names => names.Contains(a) && names.Contains(b)) is { } names => Array.IndexOf(names, a).CompareTo(Array.IndexOf(names, b)),
        (string a, string b) => CompareCodePoints(a, b),
        _ => throw new ArgumentException($"{left} and {right} do not compare"),
    };

    private static int CompareCodePoints(string left, string right) =>
        left.EnumerateRunes().Select(rune => rune.Value).Zip(right.EnumerateRunes().Select(rune => rune.Value), (a, b) => a.CompareTo(b))
            .FirstOrDefault(result => result != 0, left.EnumerateRunes().Count().CompareTo(right.EnumerateRunes().Count()));
}
