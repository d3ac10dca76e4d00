namespace TaskTracker.Server.Configuration;

/// <summary>Looks at everything that somebody set in our sections before anything uses it.</summary>
internal static class SettingsCheck
{
    /// <summary>What is wrong, one sentence each, every one with the setting's name; empty when all is well.</summary>
    public static IReadOnlyList<string> ProblemsIn(IConfiguration configuration) =>
    [
        .. SettingsCatalogue.Sections.SelectMany(section => Values(configuration.GetSection(section)))
            .Where(value => Find(value.Path) is null)
            .Select(value => $"{value.Path} is not a setting. {Choices(value.Path)}"),
        .. SettingsCatalogue.All.SelectMany(setting => ProblemsWith(setting, configuration.GetSection(setting.Name))),
        .. (configuration[WebHostDefaults.ServerUrlsKey] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Where(url => !IsAddress(url))
            .Select(url => $"urls must be addresses such as http://localhost:8000, separated by semicolons, but is {url}."),
    ];

    private static IEnumerable<string> ProblemsWith(Setting setting, IConfigurationSection given) =>
        (setting.IsList ? given.GetChildren().Select(item => item.Value) : [given.Value]).Select(setting.Problem).OfType<string>();

    private static IEnumerable<IConfigurationSection> Values(IConfigurationSection section) =>
        section.GetChildren().SelectMany(child => child.GetChildren().Any() ? Values(child) : [child]);

    private static Setting? Find(string path) => SettingsCatalogue.All.FirstOrDefault(setting =>
        path.Equals(setting.Name, StringComparison.OrdinalIgnoreCase)
        || (setting.IsList && path[..path.LastIndexOf(':')].Equals(setting.Name, StringComparison.OrdinalIgnoreCase)));

    // What Kestrel takes, which would refuse the rest with exceptions of many kinds.
    private static bool IsAddress(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            return address.Scheme is "http" or "https" && address.Port is >= 0 and <= 65_535 && address.PathBase.Length == 0;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static string Choices(string path)
    {
        var section = path.Split(':')[0] + ":";
        var names = SettingsCatalogue.All.Select(setting => setting.Name).Where(name => name.StartsWith(section, StringComparison.OrdinalIgnoreCase));
        return $"There are {string.Join(", ", names)}.";
    }
}
