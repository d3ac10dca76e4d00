using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Schema;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.GraphQL;

public sealed class SchemaTests(TrackerServer server) : IClassFixture<TrackerServer>
{
    private ISchema Schema => server.Services.GetRequiredService<ISchema>();

    [Fact]
    public async Task Schema_graphql_is_what_the_server_serves()
    {
        var served = SchemaText.Of(Schema);

        // On a mismatch: dotnet run --project src/TaskTracker.Server -- schema export
        Assert.Equal(await File.ReadAllTextAsync(Repository.File("schema.graphql")), served);
    }

    [Fact]
    public void Every_type_field_argument_and_value_has_a_description()
    {
        Schema.Initialize();
        var bare = Schema.AllTypes.Where(type => !type.Name.StartsWith("__", StringComparison.Ordinal) && type is not ScalarGraphType)
            .SelectMany(type => Elements(type).Prepend((type.Name, type.Description)))
            .Where(element => string.IsNullOrWhiteSpace(element.Description))
            .Select(element => element.Name);

        Assert.Empty(bare);

        static IEnumerable<(string Name, string? Description)> Elements(IGraphType type) => type switch
        {
            EnumerationGraphType enumeration => enumeration.Values.Select(value => ($"{type.Name}.{value.Name}", value.Description)),
            IComplexGraphType complex => complex.Fields.SelectMany(field => (field.Arguments ?? [])
                .Select(argument => ($"{type.Name}.{field.Name}({argument.Name}:)", argument.Description))
                .Prepend(($"{type.Name}.{field.Name}", field.Description))),
            _ => [],
        };
    }

    [Fact]
    public async Task Introspection_tells_of_every_directive_and_which_inputs_are_deprecated() => await server.AnswersAsync(
        "{ __schema { directives { name isRepeatable } } __type(name: \"AssignTaskInput\") { inputFields(includeDeprecated: false) { name isDeprecated } } }",
        """
        { "__schema": { "directives": [{ "name": "include", "isRepeatable": false }, { "name": "skip", "isRepeatable": false },
          { "name": "deprecated", "isRepeatable": false }, { "name": "specifiedBy", "isRepeatable": false }, { "name": "cost", "isRepeatable": false },
          { "name": "listSize", "isRepeatable": false }] },
          "__type": { "inputFields": [{ "name": "taskId", "isDeprecated": false }, { "name": "userId", "isDeprecated": false },
          { "name": "expectedVersion", "isDeprecated": false }] } }
        """);

    [Fact]
    public async Task Introspection_shows_the_mutation_convention() => await server.AnswersAsync(
        """{ __type(name: "AssignTaskError") { kind possibleTypes { name interfaces { name } } } }""",
        """
        { "__type": { "kind": "UNION", "possibleTypes": [
          { "name": "TaskNotFoundError", "interfaces": [{ "name": "Error" }] },
          { "name": "VersionConflictError", "interfaces": [{ "name": "Error" }] },
          { "name": "UserNotFoundError", "interfaces": [{ "name": "Error" }] },
          { "name": "InvalidInputError", "interfaces": [{ "name": "Error" }] } ] } }
        """);
}
