using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using TaskTracker.Core.Users;

namespace TaskTracker.Core.Accounts;

/// <summary>Hashes and checks passwords, with the hasher of ASP.NET Core Identity (PBKDF2, HMAC-SHA-512, salted).</summary>
/// <param name="hasher">See <see cref="CreateHasher"/>.</param>
public sealed class Passwords(IPasswordHasher<User> hasher) : IDisposable
{
    // What OWASP advises for PBKDF2 with HMAC-SHA-512; some 100 ms of one core.
    private const int Iterations = 210_000;

    private static readonly User Nobody = new();

    // Hashing is meant to be slow: half of the cores stay for everybody else.
    private readonly SemaphoreSlim cores = new(Math.Max(1, Environment.ProcessorCount / 2));

    // What unknown users are checked against: no password has it, and checking one costs what any other costs.
    private static readonly string SomeHash = CreateSomeHash();

    /// <summary>The hasher that the server uses.</summary>
    public static IPasswordHasher<User> CreateHasher() => new PasswordHasher<User>(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));

    /// <summary>What to store of a password.</summary>
    public Task<string> HashAsync(string password, CancellationToken cancellationToken) =>
        RunAsync(() => hasher.HashPassword(Nobody, password), cancellationToken);

    /// <summary>Whether it is the password. Takes the same time when there is no hash, because there is no such user or they cannot sign in.</summary>
    public Task<bool> CheckAsync(string? hash, string password, CancellationToken cancellationToken) => RunAsync(
        () => hasher.VerifyHashedPassword(Nobody, hash ?? SomeHash, password) != PasswordVerificationResult.Failed && hash is not null,
        cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => cores.Dispose();

    // Identity's format 3: what hashes, how often, and how long the salt is, each in four bytes; then the salt and the hash.
    private static string CreateSomeHash()
    {
        const byte format = 1;
        const uint hmacSha512 = 2;
        const uint saltBytes = 16;
        const int hashBytes = 32;
        var bytes = RandomNumberGenerator.GetBytes(13 + (int)saltBytes + hashBytes);
        bytes[0] = format;
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(1), hmacSha512);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(5), Iterations);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(9), saltBytes);
        return Convert.ToBase64String(bytes);
    }

    private async Task<T> RunAsync<T>(Func<T> hash, CancellationToken cancellationToken)
    {
        await cores.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(hash, CancellationToken.None);
        }
        finally
        {
            cores.Release();
        }
    }
}
