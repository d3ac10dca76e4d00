using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Accounts;

/// <summary>Where the key comes from that signs access tokens.</summary>
public sealed class SigningKeyTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task One_is_made_for_its_owner_alone_and_kept()
    {
        string token;
        await using (var first = TrackerServer.With([], folder.Path))
        {
            token = (await first.SignUpAsync("alice")).AccessToken;
        }

        Assert.True(TemporaryFolder.IsPrivate(folder.File("signing.key")));
        await using var second = TrackerServer.With([], folder.Path);
        Assert.True(await second.IsGoodAsync(token));
    }

    [Theory]
    [InlineData("Accounts:SigningKey", "b7Q0zk3yPq8sV1nXw5LmR9tUfJ2hGc6", "Accounts:SigningKey must have at least 32 bytes.")]
    [InlineData("Accounts:SigningKey", "your-256-bit-secret-of-b7Q0zk3yPq8sV1nXw5Lm", "Accounts:SigningKey looks like an example")]
    [InlineData("Accounts:SigningKey", "abababababababababababababababababababab", "Accounts:SigningKey looks like an example")]
    [InlineData("Accounts:PreviousSigningKeys:0", "b7Q0zk3yPq8sV1nX", "Accounts:PreviousSigningKeys:0 must have at least 32 bytes.")]
    [InlineData("Accounts:SigningKeyFile", "/nowhere/key.pem", "Accounts:SigningKeyFile cannot be read")]
    public async Task A_key_that_others_may_know_or_guess_stops_the_start(string setting, string value, string problem)
    {
        var ended = await TrackerCommand.RunAsync("--urls", "http://127.0.0.1:0", folder.Setting, $"--{setting}={value}");

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains(problem, ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(value, (ended.Output + ended.Error).Replace("/nowhere/key.pem", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
