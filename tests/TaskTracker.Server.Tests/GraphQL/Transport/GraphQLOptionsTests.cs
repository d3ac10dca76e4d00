using Microsoft.Extensions.Configuration;
using TaskTracker.Server.Configuration;

namespace TaskTracker.Server.Tests.GraphQL.Transport;

public sealed class GraphQLOptionsTests
{
    [Theory]
    [InlineData("MaxBodyBytes", "1023")]
    [InlineData("MaxBodyBytes", "104857601")]
    [InlineData("MaxBatchSize", "0")]
    [InlineData("MaxBatchSize", "101")]
    [InlineData("TimeoutSeconds", "0")]
    [InlineData("TimeoutSeconds", "601")]
    [InlineData("DocumentCacheSize", "-1")]
    [InlineData("DocumentCacheSize", "100001")]
    [InlineData("DocumentCacheCharacters", "-1")]
    [InlineData("DocumentCacheCharacters", "100000001")]
    public void A_setting_out_of_bounds_stops_the_start(string name, string value)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new($"GraphQL:{name}", value)]).Build();
        Assert.StartsWith($"GraphQL:{name} must be between ", Assert.Single(SettingsCheck.ProblemsIn(settings)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_setting_bounds_a_body()
    {
        using var server = TransportServer.With(new() { ["GraphQL:MaxBodyBytes"] = "1024" });
        Assert.Equal(200, (await server.PostAsync("{ echo }")).Status);
        Assert.Equal("BODY_TOO_LARGE", (await server.PostAsync("{ echo }" + new string(' ', 1024))).Code);
    }

    [Fact]
    public async Task A_body_may_be_larger_than_the_web_servers_own_limit()
    {
        using var server = TransportServer.With(new() { ["GraphQL:MaxBodyBytes"] = "50000000" });
        var text = new string('x', 40_000_000);
        var answer = await server.PostAsync("query($t: String) { echo(text: $t) }", new { t = text });
        Assert.Equal(text.Length, answer.Data.GetProperty("echo").GetString()!.Length);
    }
}
