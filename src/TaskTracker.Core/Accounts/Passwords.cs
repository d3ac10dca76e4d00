using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using TaskTracker.Core.Users;

namespace TaskTracker.Core.Accounts;

/// <summary>Hashes and checks passwords, with the hasher of ASP.NET Core Identity (PBKDF2, HMAC-SHA-512, salted).</summary>
public sealed class Passwords : IDisposable
{
    // What OWASP advises for PBKDF2 with HMAC-SHA-512; some 100 ms of one core.
    private const int Iterations = 210_000;

    private static readonly User Nobody = new();

    private readonly PasswordHasher<User> hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));

    // Hashing is meant to be slow: half of the cores stay for everybody else.
    private readonly SemaphoreSlim cores = new(Math.Max(1, Environment.ProcessorCount / 2));

    // What unknown users are checked against.
    private readonly Lazy<string> someHash;

    /// <summary>Hashes nothing yet.</summary>
    public Passwords() => someHash = new(() => hasher.HashPassword(Nobody, Secret.Create("")));

    /// <summary>What to store of a password.</summary>
    public Task<string> HashAsync(string password, CancellationToken cancellationToken) =>
        RunAsync(() => hasher.HashPassword(Nobody, password), cancellationToken);

    /// <summary>Whether it is the password. Takes the same time when there is no hash, because there is no such user or they cannot sign in.</summary>
    public Task<bool> CheckAsync(string? hash, string password, CancellationToken cancellationToken) => RunAsync(
        () => hasher.VerifyHashedPassword(Nobody, hash ?? someHash.Value, password) != PasswordVerificationResult.Failed && hash is not null,
        cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => cores.Dispose();

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
