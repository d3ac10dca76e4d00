using System.Text;
using TaskTracker.Core.Tasks;

namespace TaskTracker.Server.Demo;

/// <summary>Titles and descriptions of work, most of them in English.</summary>
internal sealed class DemoWork(Random random)
{
    private const double ShareOfEnglish = 0.85;
    private const double ShareWithoutDescription = 0.2;

    private static readonly DemoLanguage[] OtherLanguages =
        [DemoLanguages.German, DemoLanguages.French, DemoLanguages.Spanish, DemoLanguages.Polish, DemoLanguages.Japanese, DemoLanguages.Chinese];

    private readonly Dictionary<string, string> chosen = [];

    public (string Title, string? Description) Next()
    {
        var language = random.NextDouble() < ShareOfEnglish ? DemoLanguages.English : OtherLanguages[random.Next(OtherLanguages.Length)];
        var topic = language.Topics[random.Next(language.Topics.Length)];
        // Within a task the same blank is filled with the same words.
        chosen.Clear();
        var title = Fill(topic.Title, language);
        return (title, random.NextDouble() < ShareWithoutDescription ? null : Describe(topic, language));
    }

    /// <summary>Most tasks have none, and few are urgent.</summary>
    public TaskPriority NextPriority() => random.Next(20) switch
    {
        < 10 => TaskPriority.None,
        < 13 => TaskPriority.Low,
        < 17 => TaskPriority.Medium,
        < 19 => TaskPriority.High,
        _ => TaskPriority.Urgent,
    };

    private string Describe(DemoTopic topic, DemoLanguage language)
    {
        var description = new StringBuilder();
        foreach (var sentence in topic.Details.Concat(language.Remarks))
        {
            if (description.Length == 0 || random.Next(3) == 0)
            {
                description.Append(description.Length == 0 ? "" : language.Space).Append(Fill(sentence, language));
            }
        }

        return description.ToString();
    }

    private string Fill(string pattern, DemoLanguage language)
    {
        var text = new StringBuilder();
        for (var rest = pattern.AsSpan(); !rest.IsEmpty;)
        {
            var open = rest.IndexOf('{');
            if (open < 0)
            {
                text.Append(rest);
                break;
            }

            var close = rest.IndexOf('}');
            text.Append(rest[..open]).Append(Choose(rest[(open + 1)..close].ToString(), language));
            rest = rest[(close + 1)..];
        }

        // A blank at the start of a sentence may be filled with "the warehouse".
        text[0] = char.ToUpperInvariant(text[0]);
        return text.ToString();
    }

    private string Choose(string blank, DemoLanguage language)
    {
        if (!chosen.TryGetValue(blank, out var word))
        {
            word = blank == "number" ? $"{random.Next(2, 400)}" : language.Words[blank][random.Next(language.Words[blank].Length)];
            chosen.Add(blank, word);
        }

        return word;
    }
}
