using Microsoft.Extensions.Options;
using TaskTracker.Core.Access;
using TaskTracker.Core.Accounts;
using TaskTracker.Server.Configuration;

namespace TaskTracker.Server.Accounts;

/// <summary>
/// What accounts need while the server runs: the keys are read and the configured administrator is made before the first request, the
/// log tells who may come in, and changes that other processes make to accounts are noticed within a second.
/// </summary>
internal sealed class AccountService(
    SigningKeys keys, CreateAdministrator createAdministrator, AccessWatch watch, AccountSettings settings,
    IOptions<AccountOptions> options, ILogger<AccountService> logger) : BackgroundService
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _ = keys.Current;
        await CreateAdministratorAsync(cancellationToken);
        logger.LogInformation(
            "Without signing in, {Anonymous} access; signing up is {SignUp}",
            settings.Anonymous == AnonymousAccess.Legacy ? "Legacy (create and list users, create and read tasks, set any status)" : "no",
            settings.SignUpIsOpen ? "open" : "closed");
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(PollInterval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await watch.PollAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.LogError(exception, "Cannot look for changes to accounts; trying again in {Interval}", PollInterval);
            }
        }
    }

    private async Task CreateAdministratorAsync(CancellationToken cancellationToken)
    {
        string?[] given = [options.Value.AdministratorUsername, options.Value.AdministratorEmail, options.Value.AdministratorPassword];
        if (given.All(string.IsNullOrEmpty))
        {
            return;
        }

        if (given is not [{ Length: > 0 } username, { Length: > 0 } email, { Length: > 0 } password])
        {
            throw new StartupException("Accounts:AdministratorUsername, Accounts:AdministratorEmail and Accounts:AdministratorPassword must be set together.");
        }

        var created = await createAdministrator.ExecuteAsync(Actor.Operator, new(username, email, password), cancellationToken);
        if (!created.Succeeded && created.Failures is not [Core.DuplicateUsername])
        {
            throw new StartupException($"The administrator of the settings cannot be created: {string.Join(' ', created.Failures.Select(failure => failure.Message))}");
        }
    }
}
