using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Accounts;

/// <summary>Which access tokens are good: those that this server or one with its keys signed, as they are.</summary>
public sealed class AccessTokenTests(AccessTokenTests.Issuer issuer) : IClassFixture<AccessTokenTests.Issuer>
{
    private const string Secret = "b7Q0zk3yPq8sV1nXw5LmR9tUfJ2hGc6DeT4aKo0iYzWv";
    private const string Newer = "Zx8Lw2Qm6Vt0Rk4Ys9Pb3Nc7Hd1Jf5Ga";

    [Theory]
    [InlineData("as it is", true)]
    [InlineData("another signature", false)]
    [InlineData("no signature", false)]
    [InlineData("algorithm none", false)]
    [InlineData("another algorithm", false)]
    [InlineData("another key of the same id", false)]
    [InlineData("no key id", false)]
    [InlineData("an unknown key id", false)]
    [InlineData("another issuer", false)]
    [InlineData("another audience", false)]
    [InlineData("another type", false)]
    [InlineData("no end", false)]
    [InlineData("an end that has passed", false)]
    [InlineData("another user", false)]
    [InlineData("another session", false)]
    public async Task A_token_is_good_only_as_it_was_issued(string change, bool isGood)
    {
        var issued = issuer.Token;
        var token = new JsonWebToken(issued);
        var key = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(Secret)) { KeyId = token.Kid };
        string[] parts = issued.Split('.');

        Assert.Equal(isGood, await issuer.Server.IsGoodAsync(change switch
        {
            "as it is" => Issue(token, key),
            "another signature" => $"{parts[0]}.{parts[1]}.{parts[2][..^4]}AAAA",
            "no signature" => $"{parts[0]}.{parts[1]}.",
            "algorithm none" => $"{Base64UrlEncoder.Encode($$"""{"alg":"none","typ":"at+jwt","kid":"{{token.Kid}}"}""")}.{parts[1]}.",
            "another algorithm" => Issue(token, new SymmetricSecurityKey(Encoding.UTF8.GetBytes(Secret + Secret)) { KeyId = token.Kid }, algorithm: SecurityAlgorithms.HmacSha384),
            "another key of the same id" => Issue(token, new SymmetricSecurityKey(Encoding.UTF8.GetBytes(Newer)) { KeyId = token.Kid }),
            "no key id" => Issue(token, new SymmetricSecurityKey(key.Key)),
            "an unknown key id" => Issue(token, new SymmetricSecurityKey(key.Key) { KeyId = "other" }),
            "another issuer" => Issue(token, key, ("iss", "somebody")),
            "another audience" => Issue(token, key, ("aud", "somebody")),
            "another type" => Issue(token, key, type: "JWT"),
            "no end" => Issue(token, key, ("exp", null)),
            "an end that has passed" => Issue(token, key, ("exp", token.GetPayloadValue<long>("nbf"))),
            "another user" => Issue(token, key, ("sub", "2")),
            _ => Issue(token, key, ("sid", "2")),
        }));
    }

    [Theory]
    [InlineData("RSA")]
    [InlineData("P-256")]
    public async Task A_public_key_signs_nothing_that_is_taken_for_a_secret(string kind)
    {
        using var folder = new TemporaryFolder();
        var (privateKey, publicKey) = MakeKey(kind);
        File.WriteAllText(folder.File("key.pem"), privateKey);
        await using var server = TrackerServer.With(new() { ["Accounts:SigningKeyFile"] = folder.File("key.pem"), ["Accounts:PreviousSigningKeys:0"] = Secret });
        var issued = (await server.SignUpAsync("alice")).AccessToken;
        var token = new JsonWebToken(issued);

        Assert.Equal(kind == "RSA" ? "RS256" : "ES256", token.Alg);
        Assert.True(await server.IsGoodAsync(issued));
        Assert.False(await server.IsGoodAsync(Issue(token, new SymmetricSecurityKey(Encoding.UTF8.GetBytes(publicKey)) { KeyId = token.Kid })));
    }

    [Fact]
    public async Task Keys_are_changed_without_signing_anybody_out()
    {
        using var folder = new TemporaryFolder();
        string issued;
        await using (var before = TrackerServer.With(new() { ["Accounts:SigningKey"] = Secret }, folder.Path))
        {
            issued = (await before.SignUpAsync("alice")).AccessToken;
        }

        await using (var between = TrackerServer.With(new() { ["Accounts:SigningKey"] = Newer, ["Accounts:PreviousSigningKeys:0"] = Secret }, folder.Path))
        {
            Assert.True(await between.IsGoodAsync(issued));
            Assert.NotEqual(new JsonWebToken(issued).Kid, new JsonWebToken((await between.SignUpAsync("bob")).AccessToken).Kid);
        }

        await using var after = TrackerServer.With(new() { ["Accounts:SigningKey"] = Newer }, folder.Path);
        Assert.False(await after.IsGoodAsync(issued));
    }

    [Fact]
    public async Task A_token_of_a_server_whose_clock_is_a_little_ahead_is_good()
    {
        await using var ahead = new TrackerServer();
        ahead.Clock.Advance(TimeSpan.FromSeconds(30));
        var token = (await ahead.SignUpAsync("alice")).AccessToken;
        await using var behind = TrackerServer.With([], ahead.Folder);

        Assert.True(await behind.IsGoodAsync(token));
    }

    private static string Issue(JsonWebToken like, SecurityKey key, (string Name, object? Value)? claim = null, string type = "at+jwt", string algorithm = SecurityAlgorithms.HmacSha256)
    {
        var claims = new Dictionary<string, object>();
        foreach (var name in new[] { "iss", "aud", "sub", "sid", "iat", "nbf", "exp" })
        {
            var value = claim is { } changed && changed.Name == name ? changed.Value : like.GetPayloadValue<object>(name);
            if (value is not null)
            {
                claims[name] = value;
            }
        }

        var handler = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false };
        return handler.CreateToken(new SecurityTokenDescriptor { Claims = claims, TokenType = type, SigningCredentials = new(key, algorithm) });
    }

    private static (string Private, string Public) MakeKey(string kind)
    {
        if (kind == "RSA")
        {
            using var rsa = RSA.Create(2048);
            return (rsa.ExportPkcs8PrivateKeyPem(), rsa.ExportSubjectPublicKeyInfoPem());
        }

        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return (curve.ExportPkcs8PrivateKeyPem(), curve.ExportSubjectPublicKeyInfoPem());
    }

    /// <summary>A server and a token that it issued.</summary>
    public sealed class Issuer : IAsyncLifetime
    {
        public TrackerServer Server { get; } = TrackerServer.With(new() { ["Accounts:SigningKey"] = Secret });

        public string Token { get; private set; } = "";

        public async Task InitializeAsync() => Token = (await Server.SignUpAsync("alice")).AccessToken;

        public async Task DisposeAsync() => await Server.DisposeAsync();
    }
}
