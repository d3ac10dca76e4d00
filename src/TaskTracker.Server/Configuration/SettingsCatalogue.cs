using System.Reflection;
using TaskTracker.Server.Accounts;
using TaskTracker.Server.EventStreams;
using TaskTracker.Server.GraphQL;
using TaskTracker.Server.Limits;
using TaskTracker.Server.Operations;
using TaskTracker.Server.Operations.Health;
using TaskTracker.Server.Operations.Shutdown;
using TaskTracker.Server.Operations.Telemetry;
using TaskTracker.Server.Persistence;
using TaskTracker.Server.Rest;
using TaskTracker.Server.Web;

namespace TaskTracker.Server.Configuration;

/// <summary>Every setting of ours. The check at start and the README's table are made from it.</summary>
internal static class SettingsCatalogue
{
    /// <summary>A section and the class that holds its settings; add a line for each new one.</summary>
    private static readonly (string Section, object Defaults)[] Options =
    [
        (DatabaseOptions.Section, new DatabaseOptions()),
        (ChangeLogOptions.Section, new ChangeLogOptions()),
        (DeletedTaskOptions.Section, new DeletedTaskOptions()),
        (IdempotencyOptions.Section, new IdempotencyOptions()),
        (AccessOptions.Section, new AccessOptions()),
        (AccountOptions.Section, new AccountOptions()),
        (GraphQLOptions.Section, new GraphQLOptions()),
        (RestOptions.Section, new RestOptions()),
        (EventStreamOptions.Section, new EventStreamOptions()),
        (LimitOptions.Section, new LimitOptions()),
        (CrossOriginOptions.Section, new CrossOriginOptions()),
        (ProxyOptions.Section, new ProxyOptions()),
        (HealthOptions.Section, new HealthOptions()),
        (ShutdownOptions.Section, new ShutdownOptions()),
        (MetricsOptions.Section, new MetricsOptions()),
    ];

    /// <summary>Sections and names that .NET itself reads, which are fine on the command line too.</summary>
    private static readonly HashSet<string> Foreign = new(StringComparer.OrdinalIgnoreCase)
    {
        "Logging", "Kestrel", "AllowedHosts", "urls", "http_ports", "https_ports", "https_port", "environment", "applicationName",
        "contentRoot", "webRoot", "detailedErrors",
    };

    /// <summary>The names of our sections.</summary>
    public static IReadOnlyList<string> Sections { get; } = [.. Options.Select(options => options.Section)];

    /// <summary>The settings, section by section in the order of the source.</summary>
    public static IReadOnlyList<Setting> All { get; } =
        [.. Options.SelectMany(options => SettingsOf(options.Section, options.Defaults))];

    /// <summary>Whether a name can be set at all: one below a section that somebody reads, or a name that .NET or OpenTelemetry reads.</summary>
    public static bool IsKnown(string name)
    {
        var section = name.Split(':')[0];
        return Foreign.Contains(section) || name.StartsWith("OTEL_", StringComparison.Ordinal) || (name.Contains(':') && Sections.Contains(section, StringComparer.OrdinalIgnoreCase));
    }

    private static IEnumerable<Setting> SettingsOf(string section, object options) =>
        options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).SelectMany(property =>
            property.PropertyType.IsClass && property.PropertyType.Assembly == typeof(SettingsCatalogue).Assembly
                ? SettingsOf($"{section}:{property.Name}", property.GetValue(options)!)
                : [Setting.Of(section, property, options)]);
}
