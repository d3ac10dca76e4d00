using System.Collections.Frozen;
using GraphQL.Types;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace TaskTracker.Server.Tests.Access;

/// <summary>
/// Who may do what, as a table: every operation of the schema and every route, by everybody. A cell says what the caller gets:
/// yes, null (there is nothing for them to see), 401 or 403.
/// </summary>
public sealed class AccessTableTests(AccessTableServers servers) : IClassFixture<AccessTableServers>
{
    private const string Table =
        """
        operation                      none legacy viewer stranger creator assignee admin disabled t:read t:write u:read u:write
        query node                     401  yes    yes    yes      yes     yes      yes   401      yes    yes     null   null
        query nodes                    401  yes    yes    yes      yes     yes      yes   401      yes    yes     null   null
        query taskById                 401  yes    yes    yes      yes     yes      yes   401      yes    yes     403    403
        query tasks                    401  yes    yes    yes      yes     yes      yes   401      yes    yes     403    403
        query deletedTasks             401  401    403    yes      yes     yes      yes   401      403    yes     403    403
        query userById                 401  yes    yes    yes      yes     yes      yes   401      403    403     yes    yes
        query userByUsername           401  yes    yes    yes      yes     yes      yes   401      403    403     yes    yes
        query users                    401  yes    yes    yes      yes     yes      yes   401      403    403     yes    yes
        query viewer                   401  null   yes    yes      yes     yes      yes   401      yes    yes     yes    yes
        query changeLog                401  yes    yes    yes      yes     yes      yes   401      yes    yes     403    403
        query taskChanges              401  yes    yes    yes      yes     yes      yes   401      yes    yes     403    403
        mutation createUser            401  yes    403    403      403     403      yes   401      403    403     403    yes
        mutation updateProfile         401  401    403    yes      yes     yes      yes   401      403    403     403    yes
        mutation updateUser            401  401    403    403      403     403      yes   401      403    403     403    yes
        mutation createTask            401  yes    403    yes      yes     yes      yes   401      403    yes     403    403
        mutation updateTask            401  401    403    403      yes     yes      yes   401      403    yes     403    403
        mutation assignTask            401  401    403    403      yes     yes      yes   401      403    yes     403    403
        mutation updateTaskStatus      401  yes    403    403      yes     yes      yes   401      403    yes     403    403
        mutation deleteTask            401  401    403    403      yes     yes      yes   401      403    yes     403    403
        mutation restoreTask           401  401    403    403      yes     yes      yes   401      403    yes     403    403
        mutation signUp                yes  yes    yes    yes      yes     yes      yes   yes      yes    yes     yes    yes
        mutation signIn                yes  yes    yes    yes      yes     yes      yes   yes      yes    yes     yes    yes
        mutation refreshSession        yes  yes    yes    yes      yes     yes      yes   yes      yes    yes     yes    yes
        mutation signOut               401  401    yes    yes      yes     yes      yes   401      403    403     403    403
        mutation changePassword        401  401    yes    yes      yes     yes      yes   401      403    403     403    403
        mutation createApiKey          401  401    yes    yes      yes     yes      yes   401      403    403     403    403
        mutation revokeApiKey          401  401    yes    yes      yes     yes      yes   401      403    403     403    403
        mutation changeUserRole        401  401    403    403      403     403      yes   401      403    403     403    yes
        mutation setUserPassword       401  401    403    403      403     403      yes   401      403    403     403    yes
        mutation deactivateUser        401  401    403    403      403     403      yes   401      403    403     403    yes
        mutation reactivateUser        401  401    403    403      403     403      yes   401      403    403     403    yes
        subscription onTaskChanged     401  yes    yes    yes      yes     yes      yes   401      yes    yes     403    403
        subscription onTaskStatusChanged 401 yes   yes    yes      yes     yes      yes   401      yes    yes     403    403
        GET /                          yes  yes    yes    yes      yes     yes      yes   yes      yes    yes     yes    yes
        POST /token                    yes  yes    yes    yes      yes     yes      yes   yes      yes    yes     yes    yes
        POST /token/refresh            yes  yes    yes    yes      yes     yes      yes   yes      yes    yes     yes    yes
        GET /users/me                  401  401    yes    yes      yes     yes      yes   401      403    403     yes    yes
        PATCH /users/me                401  401    403    yes      yes     yes      yes   401      403    403     403    yes
        POST /users/                   401  yes    403    403      403     403      yes   401      403    403     403    yes
        GET /users/                    401  yes    yes    yes      yes     yes      yes   401      403    403     yes    yes
        GET /users/{user_id}           401  yes    yes    yes      yes     yes      yes   401      403    403     yes    yes
        GET /users/{user_id}/tasks     401  yes    yes    yes      yes     yes      yes   401      403    403     403    403
        GET /tasks/events              401  yes    yes    yes      yes     yes      yes   401      yes    yes     403    403
        POST /tasks/                   401  yes    403    yes      yes     yes      yes   401      403    yes     403    403
        GET /tasks/                    401  yes    yes    yes      yes     yes      yes   401      yes    yes     403    403
        GET /tasks/{task_id}           401  yes    yes    yes      yes     yes      yes   401      yes    yes     403    403
        PUT /tasks/{task_id}           401  yes    403    403      yes     yes      yes   401      403    yes     403    403
        PUT /tasks/{task_id}/status    401  yes    403    403      yes     yes      yes   401      403    yes     403    403
        """;

    /// <summary>Pages and files without data, which everybody may load.</summary>
    private static readonly FrozenSet<string> Pages =
        FrozenSet.Create("GET /openapi.json", "GET /docs", "GET /docs/start.js", "GET /redoc", "GET /redoc/start.js", "GET /metrics");

    private static readonly string[][] Lines = [.. Table.Split('\n').Select(Cells)];

    public static TheoryData<string> Operations => [.. Lines.Skip(1).Select(line => line[0])];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Everybody_gets_what_the_table_says(string operation)
    {
        var callers = Lines[0][1..];
        List<string> actual = [];
        foreach (var caller in callers)
        {
            actual.Add($"{caller} {await servers.TryAsync(operation, caller)}");
        }

        Assert.Equal(callers.Zip(Lines.First(line => line[0] == operation)[1..], (caller, expected) => $"{caller} {expected}"), actual);
    }

    [Fact]
    public void Every_operation_of_the_schema_and_every_route_has_a_row()
    {
        var services = servers.Legacy.Services;
        var schema = services.GetRequiredService<ISchema>();
        var fields = new[] { ("query", schema.Query), ("mutation", schema.Mutation!), ("subscription", schema.Subscription!) }
            .SelectMany(root => root.Item2.Fields.Select(field => $"{root.Item1} {field.Name}"));
        var routes = services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.DisplayName?.StartsWith("GraphQL", StringComparison.Ordinal) != true)
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Where(method => method != "HEAD")
                .Select(method => $"{method} {endpoint.RoutePattern.RawText}"))
            .Where(route => !Pages.Contains(route));

        Assert.Equal(fields.Concat(routes).Order(StringComparer.Ordinal), Lines.Skip(1).Select(line => line[0]).Order(StringComparer.Ordinal));
    }

    private static string[] Cells(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words[0] == "operation" ? words : [$"{words[0]} {words[1]}", .. words[2..]];
    }
}
