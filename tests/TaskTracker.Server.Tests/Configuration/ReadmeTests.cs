using TaskTracker.Server.Configuration;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Configuration;

public sealed class ReadmeTests
{
    private const string Begin = "<!-- settings -->\n";
    private const string End = "<!-- /settings -->";

    /// <summary>When it fails, copy the expected table into README.md.</summary>
    [Fact]
    public void The_table_of_settings_is_the_one_that_the_server_checks()
    {
        var readme = File.ReadAllText(Repository.File("README.md"));
        var begin = readme.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = readme.IndexOf(End, StringComparison.Ordinal);

        Assert.Equal(
            string.Concat(SettingsCatalogue.All.Select(Row).Prepend("|---|---|---|---|\n").Prepend("| Setting | Default | Allowed | What it does |\n")),
            readme[begin..end]);
    }

    private static string Row(Setting setting) =>
        $"| `{setting.Name}` | {(setting.Default.Length == 0 ? "none" : $"`{setting.Default}`")} | {setting.Allowed} | {setting.Description} |\n";
}
