using Microsoft.Extensions.Options;
using TaskTracker.Core.Access;
using TaskTracker.Core.Accounts;
using TaskTracker.Core.Paging;
using TaskTracker.Core.Users;
using TaskTracker.Server.Configuration;

namespace TaskTracker.Server.Accounts;

/// <summary>
/// What accounts need while the server runs: the keys are read and the configured administrator is made before the first request, the
/// log tells who may come in, and the streams of those who lose their rights, through this process or another, are ended.
/// </summary>
internal sealed class AccountService(
    SigningKeys keys, CreateAdministrator createAdministrator, UserReader users, AccessEpochs epochs, OpenCallers callers, AccountSettings settings,
    IOptions<AccountOptions> options, ILogger<AccountService> logger) : BackgroundService
{
    // A quarter of the two seconds in which a stream must have ended.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

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
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                callers.EndExpired();
                await epochs.PollAsync(stoppingToken);
                await callers.CheckAllAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.LogError(exception, "Cannot look for changes to accounts; trying again in {Interval}", Interval);
            }
        }
    }

    private static string Describe(Core.Failure failure) => failure is Core.DuplicateEmail ? "Accounts:AdministratorEmail is somebody else's." : failure.Message;

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
        // One that starts beside this one may have been first; then whichever of the two is noticed first is taken.
        if (created.Failures is [Core.DuplicateUsername] || (created.Failures is [Core.DuplicateEmail] && await FindAsync(username, cancellationToken) is not null))
        {
            await CheckIsAdministratorAsync(username, cancellationToken);
        }
        else if (!created.Succeeded)
        {
            throw new StartupException($"The administrator of the settings cannot be created: {string.Join(' ', created.Failures.Select(Describe))}");
        }
    }

    // Somebody may have taken the name before the operator thought of it, or one that looks like it.
    private async Task CheckIsAdministratorAsync(string username, CancellationToken cancellationToken)
    {
        switch (await FindAsync(username, cancellationToken))
        {
            case null:
                logger.LogWarning("Somebody has a name that looks like Accounts:AdministratorUsername; no administrator was created");
                break;
            case { Role: not Role.Admin, Id: var id }:
                logger.LogWarning("User {UserId} has the name of Accounts:AdministratorUsername and is no administrator; none was created", id);
                break;
        }
    }

    private async Task<User?> FindAsync(string username, CancellationToken cancellationToken) => (await users.FindByUsernameAsync(
        Actor.Operator, username, ColumnSet<User>.Of(nameof(User.Id)) | ColumnSet<User>.Of(nameof(User.Role)), cancellationToken)).Value;
}
