using System.Net;
using System.Text;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Rest;

public sealed class RequestBodyTests(TrackerServer server) : IClassFixture<TrackerServer>
{
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(499)]
    public async Task Half_of_a_surrogate_pair_is_echoed_however_deep_it_lies(int depth)
    {
        var title = $"{new string('[', depth)}\"\\ud800\"{new string(']', depth)}";
        using var body = new StringContent($$"""{"title": {{title}}, "user_id": 1}""", Encoding.UTF8, "application/json");

        using var response = await server.Client.PostAsync(new Uri("/tasks/", UriKind.Relative), body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(
            $$"""{"detail":[{"type":"string_type","loc":["body","title"],"msg":"Input should be a valid string","input":{{title}}}]}""",
            await response.Content.ReadAsStringAsync());
    }
}
