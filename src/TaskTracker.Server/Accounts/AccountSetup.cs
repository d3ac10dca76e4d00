using Microsoft.Extensions.Options;
using TaskTracker.Core.Access;
using TaskTracker.Core.Accounts;

namespace TaskTracker.Server.Accounts;

/// <summary>Accounts, and finding out who sends a request.</summary>
internal static class AccountSetup
{
    public static IServiceCollection AddTrackerAccounts(this IServiceCollection services)
    {
        services.AddOptions<AccessOptions>().BindConfiguration(AccessOptions.Section);
        services.AddOptions<AccountOptions>().BindConfiguration(AccountOptions.Section);
        return services
            .AddSingleton<SigningKeySource>()
            .AddSingleton(provider => new SigningKeys(provider.GetRequiredService<SigningKeySource>().Load))
            .AddSingleton(ReadSettings)
            .AddSingleton<AuditLog>()
            .AddSingleton(Passwords.CreateHasher())
            .AddSingleton<Passwords>()
            .AddSingleton<AccessTokens>()
            .AddSingleton<AccessEpochs>()
            .AddSingleton<Credentials>()
            .AddSingleton<OpenCallers>()
            .AddSingleton<Sessions>()
            .AddSingleton<SignUp>()
            .AddSingleton<SignIn>()
            .AddSingleton<RefreshSession>()
            .AddSingleton<SignOut>()
            .AddSingleton<ChangePassword>()
            .AddSingleton<SetPassword>()
            .AddSingleton<ChangeRole>()
            .AddSingleton<DeactivateUser>()
            .AddSingleton<ReactivateUser>()
            .AddSingleton<CreateAdministrator>()
            .AddSingleton<CreateApiKey>()
            .AddSingleton<RevokeApiKey>()
            .AddSingleton<ApiKeyReader>()
            .AddHostedService<AccountService>();
    }

    /// <summary>Before everything that asks who sends a request.</summary>
    public static void UseTrackerAuthentication(this WebApplication app) => app.UseMiddleware<Authentication>();

    private static AccountSettings ReadSettings(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<AccountOptions>>().Value;
        var isDevelopment = services.GetRequiredService<IHostEnvironment>().IsDevelopment();
        return new()
        {
            Anonymous = services.GetRequiredService<IOptions<AccessOptions>>().Value.Anonymous ?? (isDevelopment ? AnonymousAccess.Legacy : AnonymousAccess.None),
            SignUpIsOpen = options.SignUp is { } policy ? policy == SignUpPolicy.Open : isDevelopment,
            Issuer = options.Issuer,
            Audience = options.Audience,
            AccessTokenLifetime = TimeSpan.FromMinutes(options.AccessTokenMinutes),
            SessionLifetime = TimeSpan.FromDays(options.SessionDays),
            GreatestSessionAge = TimeSpan.FromDays(options.MaxSessionDays),
        };
    }
}
