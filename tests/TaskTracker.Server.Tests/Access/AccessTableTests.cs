using System.Net.Http.Json;
using GraphQL.Types;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Access;
using TaskTracker.Core.Filtering;
using TaskTracker.Core.Tasks;
using TaskTracker.Core.Users;

namespace TaskTracker.Server.Tests.Access;

/// <summary>Everybody gets what <see cref="AccessTable"/> says, and nothing is missing from it.</summary>
public sealed class AccessTableTests(AccessTableServers servers) : IClassFixture<AccessTableServers>
{
    /// <summary>Types of which nothing is hidden from whoever has one: the parts of another, and what is its owner's alone.</summary>
    private static readonly string[] Whole =
        ["Query", "Mutation", "Subscription", "PageInfo", "FieldChange", "ChangeLogRange", "Session", "SignedOut", "ApiKey", "NewApiKey"];

    public static TheoryData<string> Operations => [.. AccessTable.Rows.Keys];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Everybody_gets_what_the_table_says(string operation)
    {
        List<string> actual = [];
        foreach (var caller in AccessTable.Callers)
        {
            actual.Add($"{caller} {await servers.TryAsync(operation, caller)}");
        }

        Assert.Equal(AccessTable.Callers.Zip(AccessTable.Rows[operation], (caller, expected) => $"{caller} {expected}"), actual);
    }

    [Fact]
    public void Every_operation_and_every_field_that_can_be_hidden_and_every_route_has_a_row()
    {
        var schema = servers.Legacy.Services.GetRequiredService<ISchema>();
        var variants = AccessTable.Rows.Keys.Where(row => row.Contains(':', StringComparison.Ordinal));

        Assert.Equal(
            Operations_of(schema).Concat(Fields(schema)).Concat(Restrictions(TaskFields.All)).Concat(Restrictions(UserFields.All)).Concat(Routes())
                .Order(StringComparer.Ordinal),
            AccessTable.Rows.Keys.Except(variants).Order(StringComparer.Ordinal));
    }

    /// <summary>A type's name is for everybody in a query. In a subscription it is invalid, which is nothing to tell somebody who may do nothing.</summary>
    [Fact]
    public async Task Somebody_who_may_do_nothing_is_told_so_whatever_they_subscribe_to()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query = "subscription { __typename }" }) };
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var answer = await servers.None.Client.SendAsync(request);

        Assert.Contains("\"UNAUTHENTICATED\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Operations_of(ISchema schema) =>
        new[] { ("query", schema.Query), ("mutation", schema.Mutation!), ("subscription", schema.Subscription!) }
            .SelectMany(root => root.Item2.Fields.Select(field => $"{root.Item1} {field.Name}"));

    // What is hidden is null, so a field that is never null hides nothing from whoever sees what it belongs to; a list of one's own refuses.
    private static IEnumerable<string> Fields(ISchema schema) => schema.AllTypes.OfType<IObjectGraphType>()
        .Where(type => !type.Name.StartsWith("__", StringComparison.Ordinal) && !type.Name.EndsWith("Payload", StringComparison.Ordinal)
            && !type.Name.EndsWith("Error", StringComparison.Ordinal) && !Whole.Contains(type.Name))
        .SelectMany(type => type.Fields
            .Where(field => (type.Name, field.Name) is ("Viewer", "apiKeys")
                || (field.ResolvedType is not NonNullGraphType && field.Name is not ("nodes" or "edges")))
            .Select(field => $"field {type.Name}.{field.Name}"));

    private static IEnumerable<string> Restrictions<T>(FieldSet<T> fields) => fields.Fields
        .Where(field => field.Requires != Permissions.None || field is not ValueField<T>)
        .SelectMany(field => (string[])(IsList(field) ? ["filter"] : ["filter", "order"]), (field, how) => $"{how} {fields.TypeName}.{field.Name}");

    private static bool IsList<T>(Field<T> field) => field.GetType().GetGenericTypeDefinition() == typeof(CollectionField<,>);

    private IEnumerable<string> Routes() => servers.Legacy.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Where(method => method != "HEAD")
            .Select(method => $"{method} {endpoint.RoutePattern.RawText}"));
}
