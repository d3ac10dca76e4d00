using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace TaskTracker.Core.Accounts;

/// <summary>A key that signs access tokens. Its id (the token's <c>kid</c>) follows from the key, so that replicas with one key agree.</summary>
public sealed class SigningKey
{
    /// <summary>Fewest bytes of a shared secret: as many as HMAC-SHA-256 has (RFC 7518, section 3.2).</summary>
    public const int MinimumSecretBytes = 32;

    private const int MinimumRsaBits = 2_048;

    private SigningKey(SecurityKey key, string algorithm, byte[] material)
    {
        key.KeyId = Base64Url.EncodeToString(SHA256.HashData(material).AsSpan(0, 9));
        (Key, Algorithm) = (key, algorithm);
    }

    /// <summary>Whether it can sign; a public key can only check.</summary>
    public bool CanSign => Key is not AsymmetricSecurityKey { PrivateKeyStatus: PrivateKeyStatus.DoesNotExist };

    internal SecurityKey Key { get; }

    internal string Algorithm { get; }

    /// <summary>A shared secret, for HS256.</summary>
    /// <exception cref="ArgumentException">It is shorter than <see cref="MinimumSecretBytes"/>.</exception>
    public static SigningKey FromSecret(byte[] secret) => secret.Length >= MinimumSecretBytes
        ? new(new SymmetricSecurityKey(secret), SecurityAlgorithms.HmacSha256, secret)
        : throw new ArgumentException($"must have at least {MinimumSecretBytes} bytes.");

    /// <summary>A private or public key as PEM: RSA for RS256, or P-256 for ES256.</summary>
    /// <exception cref="ArgumentException">It is no such key.</exception>
    public static SigningKey FromPem(string pem)
    {
        if (TryImport(ECDsa.Create(), pem) is { } curve)
        {
            return curve.KeySize == 256
                ? new(new ECDsaSecurityKey(curve), SecurityAlgorithms.EcdsaSha256, curve.ExportSubjectPublicKeyInfo())
                : throw new ArgumentException("must be on the curve P-256.");
        }

        var rsa = TryImport(RSA.Create(), pem) ?? throw new ArgumentException("must be an RSA or P-256 key as PEM.");
        return rsa.KeySize >= MinimumRsaBits
            ? new(new RsaSecurityKey(rsa), SecurityAlgorithms.RsaSha256, rsa.ExportSubjectPublicKeyInfo())
            : throw new ArgumentException($"must have at least {MinimumRsaBits} bits.");
    }

    private static T? TryImport<T>(T algorithm, string pem) where T : AsymmetricAlgorithm
    {
        try
        {
            algorithm.ImportFromPem(pem);
            return algorithm;
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            algorithm.Dispose();
            return null;
        }
    }
}
