using FsCheck;
using FsCheck.Fluent;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Secrecy;

/// <summary>
/// What anybody receives, through whatever door, does not change when data changes that they may not see: nobody counts, filters,
/// sorts, searches or follows their way to it.
/// </summary>
public sealed class SecrecyTests(SecretiveWorld world) : IClassFixture<SecretiveWorld>
{
    private const int Questions = 8;
    private const int Changes = 12;
    // New ones in each run; on PostgreSQL, where a case takes twice as long, fewer.
    private static readonly int Cases = TestDatabase.IsPostgres ? 25 : 50;

    [Fact]
    public void Nobody_can_tell_that_something_changed_which_they_may_not_see()
    {
        var questions = Question.Any(world.Legacy.Services.GetRequiredService<ISchema>(), SecretiveWorld.Ids).ListOf(Questions);
        var cases =
            // Who sees some of it is who may see too much of it.
            from observer in Gen.Frequency(world.Observers.Select(observer => (observer.SeesPart ? 3 : 1, Gen.Constant(observer))))
            from asked in questions
                // Many at once: a leak then hardly hides behind a change that happens to be one of something else.
            from changes in SecretChange.HiddenFrom(observer).ListOf(Changes)
            from numbers in Gen.Choose(0, 10_000).ListOf(Changes)
            select (observer, asked, changes: changes.Zip(numbers).ToList());
        Prop.ForAll(Arb.From(cases), c => CheckAsync(c.observer, [.. c.asked], c.changes).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));
    }

    private static string Around(string text, int place) => text[Math.Max(0, place - 200)..Math.Min(text.Length, place + 200)];

    private async Task CheckAsync(Observer observer, Question[] questions, List<(SecretChange What, int Number)> changes)
    {
        var range = await world.RangeAsync();
        var before = await AskAllAsync();
        foreach (var (what, number) in changes)
        {
            await what.MakeAsync(world, number);
        }

        var after = await AskAllAsync();
        for (var i = 0; i < questions.Length; i++)
        {
            Assert.DoesNotContain("INTERNAL_ERROR", before[i], StringComparison.Ordinal);
            var same = before[i].Zip(after[i]).TakeWhile(pair => pair.First == pair.Second).Count();
            Assert.True(
                before[i] == after[i],
                $"{observer.Name} can tell that there was: {string.Join(", ", changes.Select(c => c.What.Name).Distinct())}\n{questions[i]}\n{Around(before[i], same)}\n{Around(after[i], same)}");
        }

        async Task<List<string>> AskAllAsync()
        {
            List<string> answers = [];
            foreach (var question in questions)
            {
                answers.Add(await question.AskAsync(observer, range));
            }

            return answers;
        }
    }
}
