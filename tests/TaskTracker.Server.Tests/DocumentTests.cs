using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests;

/// <summary>What the documents tell somebody who comes new: where to go on, and what to install.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public async Task Every_link_from_one_document_to_another_leads_to_a_file_and_a_heading()
    {
        var root = Repository.File(".");
        var documents = new[] { "docs", "examples" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*.md", SearchOption.AllDirectories))
            .Where(file => !file.Contains("node_modules", StringComparison.Ordinal))
            .Concat(Directory.EnumerateFiles(root, "*.md"));
        var links = 0;
        var broken = new List<string>();
        foreach (var document in documents)
        {
            foreach (Match link in Link().Matches(await File.ReadAllTextAsync(document)))
            {
                links++;
                if (!await LeadsSomewhereAsync(document, link.Groups["file"].Value, link.Groups["heading"].Value))
                {
                    broken.Add($"{Path.GetRelativePath(root, document)}: {link.Value}");
                }
            }
        }

        Assert.Empty(broken);
        Assert.True(links > 60, $"Only {links} links were found.");
    }

    /// <summary>npm installs a package for a newer one with no more than a warning, and it fails when it is run.</summary>
    /// <param name="file">Names the packages.</param>
    /// <param name="tried">A package that asks for more and whose users are told; a test runs it.</param>
    [Theory]
    [InlineData("web/package-lock.json", "none")]
    [InlineData("examples/package-lock.json", "node_modules/eventsource")]
    public async Task The_npm_packages_run_on_the_Node_that_the_README_asks_for(string file, string tried)
    {
        var asked = int.Parse(AskedNode().Match(await File.ReadAllTextAsync(Repository.File("README.md"))).Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        var packages = JsonNode.Parse(await File.ReadAllTextAsync(Repository.File(file)))!["packages"]!.AsObject();

        Assert.DoesNotContain(packages, package => !package.Key.StartsWith(tried, StringComparison.Ordinal)
            && package.Value!["engines"]?["node"]?.GetValue<string>() is { } range
            && range.Split("||").All(part => FirstNumber().Match(part) is { Success: true } least && int.Parse(least.ValueSpan, CultureInfo.InvariantCulture) > asked));
    }

    private static async Task<bool> LeadsSomewhereAsync(string document, string file, string heading)
    {
        var target = file.Length == 0 ? document : Path.Combine(Path.GetDirectoryName(document)!, file);
        return heading.Length == 0
            ? Path.Exists(target)
            : File.Exists(target) && Heading().Matches(await File.ReadAllTextAsync(target)).Any(line => Anchor(line.Groups[1].Value) == heading);
    }

    // As the places that show documents make it.
    private static string Anchor(string heading) => NotInAnchors().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"\]\((?!https?:)(?<file>[^)#\s]*)(?:#(?<heading>[^)\s]+))?\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchors();

    [GeneratedRegex(@"\[Node\.js\]\([^)]+\) (\d+) or newer")]
    private static partial Regex AskedNode();

    [GeneratedRegex(@"\d+")]
    private static partial Regex FirstNumber();
}
