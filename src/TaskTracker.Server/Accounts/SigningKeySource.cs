using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using TaskTracker.Core.Accounts;
using TaskTracker.Server.Configuration;
using TaskTracker.Server.Persistence;

namespace TaskTracker.Server.Accounts;

/// <summary>Where the keys come from that sign access tokens: the configuration, or a file that is made once beside the data.</summary>
internal sealed class SigningKeySource(IOptions<AccountOptions> accounts, IOptions<DatabaseOptions> database, ILogger<SigningKeySource> logger)
{
    private const string FileName = "signing.key";

    // What stands in examples, ours and others', signs nothing.
    private static readonly string[] Examples = ["change", "example", "secret-key", "your-", "placeholder", "replace", "signing-key", "tasktracker"];

    private const int FewestDifferentBytes = 10;

    private readonly AccountOptions options = accounts.Value;

    /// <summary>The key that signs, and then those that signed before.</summary>
    /// <exception cref="StartupException">A key cannot be used; the message names the setting and never the key.</exception>
    public IReadOnlyList<SigningKey> Load() =>
    [
        options.SigningKeyFile is { Length: > 0 } file ? FromFile("Accounts:SigningKeyFile", file, mustSign: true)
            : options.SigningKey is { Length: > 0 } secret ? FromSecret("Accounts:SigningKey", secret)
            : FromDataFolder(),
        .. options.PreviousSigningKeys.Select((secret, i) => FromSecret($"Accounts:PreviousSigningKeys:{i}", secret)),
        .. options.PreviousSigningKeyFiles.Select((file, i) => FromFile($"Accounts:PreviousSigningKeyFiles:{i}", file, mustSign: false)),
    ];

    private static SigningKey FromSecret(string setting, string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        if (Examples.Any(example => secret.Contains(example, StringComparison.OrdinalIgnoreCase)) || bytes.Distinct().Count() < FewestDifferentBytes)
        {
            throw new StartupException($"{setting} looks like an example that others know too. Set it to a random text, such as openssl rand -base64 48 prints.");
        }

        return Make(setting, () => SigningKey.FromSecret(bytes));
    }

    private static SigningKey FromFile(string setting, string file, bool mustSign)
    {
        try
        {
            var key = Make(setting, () => SigningKey.FromPem(File.ReadAllText(file)));
            return key.CanSign || !mustSign ? key : throw new StartupException($"{setting} must be a private key: {file} holds only the public one.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"{setting} cannot be read: {exception.Message}", exception);
        }
    }

    private static SigningKey Make(string setting, Func<SigningKey> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException exception)
        {
            throw new StartupException($"{setting} {exception.Message}", exception);
        }
    }

    private SigningKey FromDataFolder()
    {
        var file = Path.GetFullPath(Path.Combine(database.Value.Folder, FileName));
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            WriteIfMissing(file);
            if (!PrivateDraft.IsPrivate(file))
            {
                logger.LogWarning("{File} signs access tokens and others can read it: chmod 600 it", file);
            }

            return Make(file, () => SigningKey.FromSecret(Convert.FromBase64String(File.ReadAllText(file))));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new StartupException($"The signing key {file} cannot be used: {exception.Message} Delete it to have a new one made; everybody then signs in again.", exception);
        }
    }

    private void WriteIfMissing(string file)
    {
        if (File.Exists(file))
        {
            return;
        }

        using var draft = new PrivateDraft(file);
        File.WriteAllText(draft.Path, $"{Convert.ToBase64String(RandomNumberGenerator.GetBytes(64))}\n");
        try
        {
            draft.Publish();
            logger.LogInformation("Made the key that signs access tokens: {File}", file);
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another process that started at the same time was first.
        }
    }
}
