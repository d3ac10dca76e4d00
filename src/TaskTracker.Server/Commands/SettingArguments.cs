using TaskTracker.Server.Configuration;

namespace TaskTracker.Server.Commands;

/// <summary>Tells settings (<c>--Database:Folder=/srv</c>, <c>--urls http://localhost:9000</c>) from commands and their options.</summary>
internal static class SettingArguments
{
    /// <summary>The settings, each as <c>--name=value</c>, and all other words in their order.</summary>
    /// <exception cref="StartupException">A setting without a value, or below a section that nobody reads.</exception>
    public static (string[] Settings, string[] Words) TakeOut(string[] args)
    {
        List<string> settings = [];
        List<string> words = [];
        for (var i = 0; i < args.Length; i++)
        {
            var name = NameIn(args[i]);
            if (IsEmptySection(args[i]))
            {
                continue;
            }

            if (!IsSetting(name))
            {
                words.Add(args[i]);
            }
            else if (!SettingsCatalogue.IsKnown(name))
            {
                throw new StartupException($"{name} is not a setting. Our sections are {string.Join(", ", SettingsCatalogue.Sections)}.");
            }
            else if (args[i].Contains('='))
            {
                settings.Add(args[i]);
            }
            else if (i + 1 < args.Length && !args[i + 1].StartsWith("--", StringComparison.Ordinal))
            {
                settings.Add($"--{name}={args[++i]}");
            }
            else
            {
                throw new StartupException($"{name} needs a value, such as --{name}=value.");
            }
        }

        return ([.. settings], [.. words]);
    }

    private static string NameIn(string argument) =>
        argument.StartsWith("--", StringComparison.Ordinal) ? argument[2..].Split('=')[0] : "";

    // The tests' WebApplicationFactory passes "--Database=" before the settings of that section; it sets nothing.
    private static bool IsEmptySection(string argument) =>
        argument.EndsWith('=') && SettingsCatalogue.Sections.Contains(NameIn(argument), StringComparer.OrdinalIgnoreCase);

    // No option of a command has a colon in its name.
    private static bool IsSetting(string name) => name.Contains(':') || SettingsCatalogue.IsKnown(name);
}
