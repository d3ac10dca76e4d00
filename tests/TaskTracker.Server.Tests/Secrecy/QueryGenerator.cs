using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using GraphQL.Types;
using TaskTracker.Server.Tests.Lists;

namespace TaskTracker.Server.Tests.Secrecy;

/// <summary>A query of some of the schema's fields.</summary>
public sealed record GeneratedQuery(string Text, JsonObject Variables)
{
    public override string ToString() => $"{Text} {Variables.ToJsonString()}";
}

/// <summary>
/// Queries over the whole schema: any of its fields, nested, with any filter, order, search and page. It reads the schema, so that a
/// new field is asked for without anybody thinking of it; what takes an argument that must be there is told how here.
/// </summary>
public sealed class QueryGenerator(ISchema schema, int ids)
{
    private const int Depth = 4;
    private const int Fields = 7;

    // Stands for a variable until all of them are known.
    private const char Variable = '\u0001';

    private static readonly string[] Names = ["abc", "ABC", "a_c", "é日本", "a001", "a002", "nobody"];

    private static readonly Part Nothing = new("", []);

    private sealed record Part(string Text, (string Type, JsonNode? Value)[] Variables)
    {
        public static Part Join(string separator, IEnumerable<Part> parts)
        {
            var all = parts.ToList();
            return new(string.Join(separator, all.Select(part => part.Text)), [.. all.SelectMany(part => part.Variables)]);
        }
    }

    /// <summary>A query of anything.</summary>
    public Gen<GeneratedQuery> Query => Selection(schema.Query, Depth).Select(Complete);

    /// <summary>
    /// A query of one list that tells no more than which rows are in it and in which order. A filter or an order by what is hidden shows best where
    /// nothing else is asked.
    /// </summary>
    public Gen<GeneratedQuery> Probe => Gen.Elements(schema.Query.Fields.Where(list => list.Arguments?.Find("order") is not null).ToArray())
        .SelectMany(Arguments, (list, arguments) => Complete(Part.Join("", [new($"{{ {list.Name}", []), arguments, new(" { nodes { id } totalCount } }", [])])));

    private static GeneratedQuery Complete(Part selection)
    {
        var text = new StringBuilder();
        var variables = new JsonObject();
        var types = new List<string>();
        foreach (var c in selection.Text)
        {
            if (c != Variable)
            {
                text.Append(c);
                continue;
            }

            var (type, value) = selection.Variables[types.Count];
            var name = $"v{types.Count}";
            types.Add($"${name}: {type}");
            variables[name] = value?.DeepClone();
            text.Append(CultureInfo.InvariantCulture, $"${name}");
        }

        return new GeneratedQuery(types.Count == 0 ? $"query {text}" : $"query ({string.Join(", ", types)}) {text}", variables);
    }

    private Gen<Part> Selection(IGraphType type, int depth)
    {
        if (type is IInterfaceGraphType)
        {
            return Selection(schema.AllTypes["Task"]!, depth).Zip(Selection(schema.AllTypes["User"]!, depth))
                .Select(both => Part.Join(" ", [new("{ __typename ... on Task", []), both.Item1, new("... on User", []), both.Item2, new("}", [])]));
        }

        var fields = ((IObjectGraphType)type).Fields.Where(field => depth > 0 || Inner(field) is not IComplexGraphType).ToArray();
        return from shuffled in Gen.Shuffle(fields)
               from count in Gen.Choose(1, Math.Min(Fields, fields.Length))
               from parts in Gen.CollectToList(shuffled.Take(count).Select(field => Field(field, depth)))
               select Part.Join(" ", [new("{ __typename", []), .. parts, new("}", [])]);
    }

    private Gen<Part> Field(FieldType field, int depth)
    {
        var arguments = Arguments(field);
        var selection = Inner(field) is IComplexGraphType type ? Selection(type, depth - 1) : Gen.Constant(Nothing);
        return arguments.Zip(selection).Select(both => Part.Join("", [new(field.Name, []), both.Item1, both.Item2]));
    }

    private Gen<Part> Arguments(FieldType field)
    {
        var given = (field.Arguments ?? []).Where(argument => argument.Name is not ("after" or "before" or "last"))
            .Select(argument => argument.ResolvedType is NonNullGraphType
                ? Argument(argument).Select(Part? (part) => part)
                : Gen.Frequency((argument.Name == "order" ? 3 : 1, Argument(argument).Select(Part? (part) => part)), (argument.Name == "first" ? 0 : 1, Gen.Constant<Part?>(null))));
        return Gen.CollectToList(given).Select(parts => parts.Any(part => part is not null)
            ? Part.Join("", [new("(", []), Part.Join(", ", parts.OfType<Part>()), new(")", [])])
            : Nothing);
    }

    private Gen<Part> Argument(QueryArgument argument)
    {
        var type = argument.ResolvedType!.ToString()!;
        var value = (argument.Name, type) switch
        {
            ("first", _) => Gen.Choose(0, 6).Select(JsonNode? (n) => JsonValue.Create(n)),
            ("search", _) => Gen.Elements(ListGenerators.Texts).Select(JsonNode? (text) => JsonValue.Create(text)),
            ("username", _) => Gen.Elements(Names).Select(JsonNode? (name) => JsonValue.Create(name)),
            ("ids", _) => GlobalId.ListOf(4).Select(JsonNode? (all) => new JsonArray([.. all.Select(id => (JsonNode?)JsonValue.Create(id))])),
            ("id", _) => Gen.OneOf(GlobalId, Gen.Choose(0, ids).Select(n => n.ToString(CultureInfo.InvariantCulture))).Select(JsonNode? (id) => JsonValue.Create(id)),
            ("taskId" or "userId", _) => Gen.Choose(0, ids).Select(JsonNode? (n) => JsonValue.Create(n)),
            ("where", "TaskFilterInput") => Gen.Frequency((2, ListGenerators.TaskFilter(2).Select(JsonNode? (filter) => filter)), (1, ByUser(UserFilter))),
            ("where", "UserFilterInput") => UserFilter,
            ("order", "[TaskSortInput!]") => Gen.Frequency(
                (1, ListGenerators.TaskOrder.Select(JsonNode? (order) => order)), (2, ByUser(UserKey).Select(JsonNode? (key) => new JsonArray([key])))),
            ("order", "[UserSortInput!]") => UserOrder,
            (_, "[TaskStatus!]") => Gen.SubListOf(ListGenerators.Statuses).Select(Json),
            (_, "[TaskChangeKind!]") => Gen.SubListOf("CREATED", "UPDATED", "STATUS_CHANGED", "ASSIGNED").Select(Json),
            _ => throw new NotSupportedException($"Say what to ask for as '{argument.Name}: {type}'."),
        };
        return value.Select(found => new Part($"{argument.Name}: {Variable}", [(type, found)]));
    }

    private Gen<string> GlobalId => Gen.Elements("Task", "User").Zip(Gen.Choose(0, ids))
        .Select(both => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{both.Item1}:{both.Item2}")));

    private static Gen<JsonNode?> UserFilter => Gen.OneOf(
        ListGenerators.UserFilter(2).Select(JsonNode? (filter) => filter),
        Gen.Elements("VIEWER", "MEMBER", "ADMIN").Select(JsonNode? (role) => new JsonObject { ["role"] = new JsonObject { ["eq"] = role } }),
        Gen.Elements("eq", "neq").Select(JsonNode? (op) => new JsonObject { ["or"] = new JsonArray([new JsonObject { ["disabledAt"] = new JsonObject { [op] = null } }]) }));

    private static Gen<JsonNode?> UserOrder => Gen.OneOf(
        ListGenerators.UserOrder.Select(JsonNode? (order) => order),
        UserKey.Select(JsonNode? (key) => new JsonArray([key])));

    private static Gen<JsonNode?> UserKey => Gen.Elements("role", "disabledAt", "username", "email").Zip(Gen.Elements("ASC", "DESC"))
        .Select(JsonNode? (key) => new JsonObject { [key.Item1] = key.Item2 });

    private static Gen<JsonNode?> ByUser(Gen<JsonNode?> value) =>
        Gen.Elements("user", "createdBy").Zip(value).Select(JsonNode? (entry) => new JsonObject { [entry.Item1] = entry.Item2?.DeepClone() });

    private static IGraphType Inner(FieldType field)
    {
        var type = field.ResolvedType!;
        while (type is IProvideResolvedType wrapped)
        {
            type = wrapped.ResolvedType!;
        }

        return type;
    }

    private static JsonNode? Json(IEnumerable<string> names) => new JsonArray([.. names.Select(name => (JsonNode?)JsonValue.Create(name))]);
}
