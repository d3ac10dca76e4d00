using System.Net;
using System.Net.Http.Headers;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Schema;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.GraphQL.Transport;

public sealed class SchemaFileTests(TrackerServer server) : IClassFixture<TrackerServer>
{
    [Theory]
    [InlineData("/graphql/schema.graphql")]
    [InlineData("/graphql?sdl")]
    [InlineData("/graphql/?sdl")]
    public async Task The_schema_is_served_as_a_file(string path)
    {
        using var response = await server.Client.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/graphql; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("schema.graphql", response.Content.Headers.ContentDisposition?.FileName);
        Assert.Equal(SchemaText.Of(server.Services.GetRequiredService<ISchema>()), await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_client_that_has_it_is_not_sent_it_again()
    {
        using var first = await server.Client.GetAsync("/graphql/schema.graphql");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/graphql/schema.graphql");
        request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue(first.Headers.ETag!.Tag));
        using var second = await server.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }
}
