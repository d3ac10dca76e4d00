using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace TaskTracker.Server.Tests.Lists;

/// <summary>Filters, orders and page sizes of every kind.</summary>
public static class ListGenerators
{
    /// <summary>Texts that databases like to get wrong: case, accents, wildcards, beyond the basic plane, empty.</summary>
    public static readonly string[] Texts =
        ["", "a", "A", "b", "ab", "Ab", "a%", "a_", "%", "_", "\\", "é", "É", "e\u0301", "ß", "🚀", "🚀a", "\uFFFD", "\uE000", "日本", "'", "\"", "a b", "aa", "ba", "\uD7FF", "0", "10", "9"];

    public static readonly string[] Statuses = ["PENDING", "IN_PROGRESS", "COMPLETED"];

    public static readonly string[] Priorities = ["NONE", "LOW", "MEDIUM", "HIGH", "URGENT"];

    public static readonly string[] Days = ["0001-01-01", "1999-12-31", "2026-02-28", "2026-10-01", "9999-12-31"];

    public static readonly string[] Times = [.. Enumerable.Range(0, 6).Select(second => $"2026-05-01T12:00:0{second}Z")];

    private static readonly string[] Ordered = ["gt", "ngt", "gte", "ngte", "lt", "nlt", "lte", "nlte"];

    private static readonly string[] Textual = ["contains", "ncontains", "startsWith", "nstartsWith", "endsWith", "nendsWith"];

    private static Gen<JsonNode?> Number => Gen.Choose(-1, 30).Select(JsonNode? (number) => JsonValue.Create(number));

    private static Gen<JsonNode?> Text => Gen.Elements(Texts).Select(JsonNode? (text) => JsonValue.Create(text));

    private static Gen<JsonNode?> Time => Gen.Elements(Times).Select(JsonNode? (text) => JsonValue.Create(text));

    private static Gen<JsonNode?> Status => Gen.Elements(Statuses).Select(JsonNode? (text) => JsonValue.Create(text));

    private static Gen<JsonNode?> Priority => Gen.Elements(Priorities).Select(JsonNode? (text) => JsonValue.Create(text));

    private static Gen<JsonNode?> Day => Gen.Elements(Days).Select(JsonNode? (text) => JsonValue.Create(text));

    public static Gen<JsonObject> TaskFilter(int depth) => Filter(
        depth, TaskFilter, depth <= 0 ? TaskValues : [.. TaskValues, ("user", UserFilter(depth - 1)), ("createdBy", UserFilter(depth - 1))]);

    public static Gen<JsonObject> UserFilter(int depth) => Filter(depth, UserFilter, depth <= 0 ? UserValues : [.. UserValues, ("tasks", ListFilter(depth - 1))]);

    public static Gen<JsonArray> TaskOrder => Order(
    [
        .. new[] { "id", "databaseId", "title", "description", "status", "priority", "dueDate", "userId", "createdById", "createdAt", "updatedAt", "completedAt" }.Select(Direction),
        UserKey("user"), UserKey("createdBy"),
    ]);

    public static Gen<JsonArray> UserOrder => Order([.. new[] { "id", "databaseId", "username", "email", "createdAt" }.Select(Direction)]);

    private static (string Name, Gen<JsonObject> Operations)[] TaskValues =>
    [
        ("id", Operations(Number, Ordered, withNull: true)),
        ("databaseId", Operations(Number, Ordered, withNull: true)),
        ("title", TextOperations(2)),
        ("description", TextOperations(2)),
        ("status", Operations(Status, [], withNull: false)),
        ("priority", Operations(Priority, [], withNull: false)),
        ("dueDate", Operations(Day, Ordered, withNull: true)),
        ("userId", Operations(Number, Ordered, withNull: true)),
        ("createdById", Operations(Number, Ordered, withNull: true)),
        ("createdAt", Operations(Time, Ordered, withNull: true)),
        ("updatedAt", Operations(Time, Ordered, withNull: true)),
        ("completedAt", Operations(Time, Ordered, withNull: true)),
    ];

    private static (string Name, Gen<JsonObject> Operations)[] UserValues =>
    [
        ("id", Operations(Number, Ordered, withNull: true)),
        ("databaseId", Operations(Number, Ordered, withNull: true)),
        ("username", TextOperations(1)),
        ("email", TextOperations(1)),
        ("createdAt", Operations(Time, Ordered, withNull: true)),
    ];

    private static Gen<JsonObject> Filter(int depth, Func<int, Gen<JsonObject>> self, (string Name, Gen<JsonObject> Value)[] fields)
    {
        var entries = fields.Select(field => field.Value.Select(value => (field.Name, Value: (JsonNode?)value))).ToList();
        if (depth > 0)
        {
            var lists = Gen.Choose(0, 3).SelectMany(count => self(depth - 1).ListOf(count)).Select(items => (JsonNode?)new JsonArray([.. items]));
            entries.Add(lists.Select(list => ("and", list)));
            entries.Add(lists.Select(list => ("or", list)));
        }

        return Object(Gen.OneOf(entries), 0, 2);
    }

    private static Gen<JsonObject> ListFilter(int depth)
    {
        var filter = TaskFilter(depth).Select(JsonNode? (value) => value);
        return Object(
            Gen.OneOf(
                filter.Select(value => ("some", value)),
                filter.Select(value => ("none", value)),
                filter.Select(value => ("all", value)),
                Gen.Elements(true, false).Select(value => ("any", (JsonNode?)JsonValue.Create(value)))),
            1,
            2);
    }

    private static Gen<JsonObject> TextOperations(int depth)
    {
        var entries = new List<Gen<(string, JsonNode?)>> { Operation(Text, Textual, withNull: true) };
        if (depth > 0)
        {
            var lists = Gen.Choose(0, 2).SelectMany(count => TextOperations(depth - 1).ListOf(count)).Select(items => (JsonNode?)new JsonArray([.. items]));
            entries.Add(lists.Select(list => ("and", list)));
            entries.Add(lists.Select(list => ("or", list)));
        }

        return Object(Gen.OneOf(entries), 1, 2);
    }

    private static Gen<JsonObject> Operations(Gen<JsonNode?> value, string[] names, bool withNull) => Object(Operation(value, names, withNull), 1, 2);

    private static Gen<(string, JsonNode?)> Operation(Gen<JsonNode?> value, string[] names, bool withNull)
    {
        var orNull = Gen.Frequency((9, value), (1, Gen.Constant<JsonNode?>(null)));
        var item = withNull ? orNull : value;
        var list = Gen.Choose(0, 3).SelectMany(count => item.ListOf(count)).Select(items => (JsonNode?)new JsonArray([.. items.Select(node => node?.DeepClone())]));
        List<Gen<(string, JsonNode?)>> operations =
        [
            orNull.Select(operand => ("eq", operand)), orNull.Select(operand => ("neq", operand)),
            list.Select(operand => ("in", operand)), list.Select(operand => ("nin", operand)),
            .. names.Select(name => value.Select(operand => (name, operand))),
        ];
        return Gen.OneOf(operations);
    }

    private static Gen<(string, JsonNode?)> Direction(string name) =>
        Gen.Elements("ASC", "DESC").Select(direction => (name, (JsonNode?)JsonValue.Create(direction)));

    private static Gen<(string, JsonNode?)> UserKey(string reference) =>
        Gen.OneOf(new[] { "username", "email", "createdAt", "id" }.Select(Direction))
            .Select(key => (reference, (JsonNode?)new JsonObject { [key.Item1] = key.Item2?.DeepClone() }));

    private static Gen<JsonArray> Order(IEnumerable<Gen<(string Name, JsonNode? Value)>> keys) =>
        Gen.Choose(0, 3).SelectMany(count => Gen.OneOf(keys).ListOf(count))
            .Select(entries => new JsonArray([.. entries.DistinctBy(entry => entry.Name).Select(entry => (JsonNode)new JsonObject { [entry.Name] = entry.Value?.DeepClone() })]));

    private static Gen<JsonObject> Object(Gen<(string Name, JsonNode? Value)> entry, int fewest, int most) =>
        Gen.Choose(fewest, most).SelectMany(count => entry.ListOf(count))
            .Select(entries => new JsonObject(entries.DistinctBy(e => e.Name).Select(e => KeyValuePair.Create(e.Name, e.Value?.DeepClone()))));
}
