using System.Text.Json;
using Microsoft.Playwright;

namespace TaskTracker.Browser.Tests.Board;

/// <summary>The accessibility checker of web/package.json.</summary>
internal static class Axe
{
    private static readonly Lazy<string> Script = new(() => File.ReadAllText(Repository.File("web/node_modules/axe-core/axe.min.js")));

    /// <summary>It finds nothing to complain of on the page as it stands.</summary>
    public static async Task AssertCleanAsync(IPage page)
    {
        await page.EvaluateAsync(Script.Value + "; undefined");
        // What moves is in between two colours. (Playwright's own wait evaluates text again each time, which the page's policy forbids.)
        await page.EvaluateAsync("async () => { while (document.getAnimations().length > 0) await new Promise(requestAnimationFrame); }").WaitAsync(TimeSpan.FromSeconds(30));
        var violations = await page.EvaluateAsync<JsonElement>("async () => (await axe.run()).violations.map(v => `${v.id}: ${v.nodes.map(n => n.html + ' ' + n.failureSummary).join(' | ')}`)");
        Assert.Empty(violations.EnumerateArray().Select(violation => violation.GetString()));
    }
}
