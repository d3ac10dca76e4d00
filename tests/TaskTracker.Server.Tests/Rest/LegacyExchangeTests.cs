using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Rest;

/// <summary>The exchanges that were recorded with the legacy framework (FastAPI 0.115, pydantic 2.10), one test each.</summary>
public sealed class LegacyExchangeTests(LegacyExchangeTests.LowerCaseServer fixture) : IClassFixture<LegacyExchangeTests.LowerCaseServer>
{
    private static readonly Dictionary<string, string> Settings = new() { ["Rest:StatusSpelling"] = "LowerCase" };

    public static TheoryData<string> OnAnyStore => new(LegacyExchange.Names.Where(name => !NeedsEmptyStore(name)));

    public static TheoryData<string> OnAnEmptyStore => new(LegacyExchange.Names.Where(NeedsEmptyStore));

    [Theory]
    [MemberData(nameof(OnAnyStore))]
    public Task The_server_answers_as_recorded(string exchange) => ReplayAsync(exchange, fixture.Server);

    [Theory]
    [MemberData(nameof(OnAnEmptyStore))]
    public async Task An_empty_server_answers_as_recorded(string exchange)
    {
        await using var server = TrackerServer.With(Settings);
        await ReplayAsync(exchange, server);
    }

    [Fact]
    public void Every_recorded_exchange_is_replayed() => Assert.Equal(108, LegacyExchange.Names.Count());

    private static bool NeedsEmptyStore(string name) => name.Contains("_fresh_", StringComparison.Ordinal);

    private static async Task ReplayAsync(string name, TrackerServer server)
    {
        var differences = await LegacyExchange.Load(name, server.Client.BaseAddress!).ReplayAsync(server.Client);
        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }

    public sealed class LowerCaseServer : IDisposable
    {
        public TrackerServer Server { get; } = TrackerServer.With(Settings);

        public void Dispose() => Server.Dispose();
    }
}
