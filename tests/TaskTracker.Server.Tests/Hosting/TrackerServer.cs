using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TaskTracker.Core.Users;

namespace TaskTracker.Server.Tests.Hosting;

/// <summary>
/// The whole server on a real port of the loopback interface, with an empty store of its own: a SQLite file, or a PostgreSQL database where the tests run on that.
/// A test class takes it as a fixture, or makes one for a store that nobody else touches.
/// </summary>
public sealed class TrackerServer : WebApplicationFactory<Program>
{
    /// <summary>
    /// Passwords are everywhere here, and hashing one is made to take a tenth of a second. How often the server does it has a test of its own (SignInSecrecyTests).
    /// </summary>
    internal static readonly IPasswordHasher<User> QuickHasher = new PasswordHasher<User>(Options.Create(new PasswordHasherOptions { IterationCount = 1 }));

    private readonly Dictionary<string, string> settings;
    private readonly bool ownsFolder;
    private readonly Action<IServiceCollection>? configureServices;

    public TrackerServer()
        : this([], null, null)
    {
    }

    private TrackerServer(Dictionary<string, string> settings, string? folder, Action<IServiceCollection>? configureServices)
    {
        this.settings = settings;
        this.configureServices = configureServices;
        ownsFolder = folder is null;
        Folder = folder ?? Directory.CreateTempSubdirectory("tasktracker-").FullName;
        if (ownsFolder)
        {
            TestDatabase.Prepare(Folder);
        }

        UseKestrel();
        StartServer();
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = ClientOptions.BaseAddress };
    }

    /// <summary>A server with settings of its own.</summary>
    /// <param name="settings">Settings by name, such as <c>Rest:StatusSpelling</c>.</param>
    /// <param name="folder">An existing store's folder, which the caller deletes; null for a new one.</param>
    /// <param name="configureServices">Replaces services after the server has registered its own.</param>
    public static TrackerServer With(
        Dictionary<string, string> settings, string? folder = null, Action<IServiceCollection>? configureServices = null) =>
        new(settings, folder, configureServices);

    /// <summary>The store's folder.</summary>
    public string Folder { get; }

    /// <summary>A client that follows no redirects.</summary>
    public HttpClient Client { get; }

    /// <summary>The time that the server sees; it moves only when a test moves it.</summary>
    public TestClock Clock { get; } = new();

    /// <summary>Every SQL command that the server ran.</summary>
    public CommandLog Commands { get; } = new();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        // UseKestrel(0) would set the port while the program is starting already, and now and then come too late.
        builder.UseSetting(WebHostDefaults.ServerUrlsKey, "http://127.0.0.1:0");
        builder.UseSetting("Database:Durability", "ProcessCrash");
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        // As TrackerProcess has it.
        builder.UseSetting("GraphQL:WebSocket:ConnectionInitTimeoutSeconds", "60");
        foreach (var (name, value) in TestDatabase.SettingsFor(Folder).Concat(settings.Select(setting => (setting.Key, setting.Value))))
        {
            builder.UseSetting(name, value);
        }

        builder.ConfigureServices(services => services
            .Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock))
            .Replace(ServiceDescriptor.Singleton(QuickHasher))
            .AddSingleton<IInterceptor>(Commands));
        if (configureServices is not null)
        {
            builder.ConfigureServices(configureServices);
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            Client.Dispose();
            if (ownsFolder && Directory.Exists(Folder))
            {
                Directory.Delete(Folder, recursive: true);
            }
        }
    }
}

/// <summary>Starts at noon on 1 May 2026 and moves when told to.</summary>
public sealed class TestClock : TimeProvider
{
    private DateTimeOffset now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => now;

    public void Advance(TimeSpan by) => now += by;
}

/// <summary>Remembers the SQL commands that ran, in order.</summary>
public sealed class CommandLog : DbCommandInterceptor
{
    private readonly List<string> commands = [];

    /// <summary>The texts of the commands since the last <see cref="Clear"/>.</summary>
    public IReadOnlyList<string> Texts
    {
        get
        {
            lock (commands)
            {
                return [.. commands];
            }
        }
    }

    public void Clear()
    {
        lock (commands)
        {
            commands.Clear();
        }
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        // What the server asks twice a second, whatever happens.
        if (!command.CommandText.Contains("access_epoch", StringComparison.Ordinal))
        {
            lock (commands)
            {
                // PostgreSQL's provider quotes no name that needs none.
                commands.Add(TestDatabase.IsPostgres ? Regex.Replace(command.CommandText, @"\b(FROM|INTO|JOIN|UPDATE) (\w+)", "$1 \"$2\"") : command.CommandText);
            }
        }

        return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }
}
