using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace TaskTracker.Core.Accounts;

/// <summary>Tokens that are only random, so that a plain hash of one is as good as the token is long.</summary>
internal static class Secret
{
    /// <summary>How API keys begin, so that scanners of source code find those that were published by mistake.</summary>
    public const string ApiKeyPrefix = "tt_";

    /// <summary>How refresh tokens begin.</summary>
    public const string RefreshTokenPrefix = "ttr_";

    /// <summary>No token is longer, so that nobody hashes what cannot be one.</summary>
    public const int MaximumLength = 64;

    private const int Bytes = 32;

    /// <summary>A new token of 256 random bits.</summary>
    public static string Create(string prefix) => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>A token as it is stored for whoever has another one, and for nobody who has only the store.</summary>
    /// <param name="token">The token.</param>
    /// <param name="with">The other one. It seals one token in its life: its pad must not be used twice.</param>
    public static byte[] Seal(string token, string with) => Pad(Encoding.UTF8.GetBytes(token), with);

    /// <summary>The token that was sealed.</summary>
    public static string Unseal(byte[] sealedToken, string with) => Encoding.UTF8.GetString(Pad([.. sealedToken], with));

    /// <summary>What is stored of a token.</summary>
    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private static byte[] Pad(byte[] bytes, string with)
    {
        var pad = HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(with), bytes.Length, info: "next"u8.ToArray());
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= pad[i];
        }

        return bytes;
    }
}
