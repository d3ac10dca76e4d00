using System.Text;

namespace TaskTracker.Core.Search;

/// <summary>
/// What somebody looks for, cut into words the same way as the texts are. Folding and cutting happen here and not in
/// the database, so that every database gives the same answers (docs/decisions/0005-search.md).
/// </summary>
/// <remarks>
/// Case, accents and compatibility forms do not distinguish. A word is a run of letters and digits. Chinese, Japanese
/// and Korean characters and symbols such as emoji are words of their own; a run of them in a search must occur as it
/// stands, or in pieces that overlap when it is very long. Everything else separates.
/// </remarks>
public sealed class SearchWords
{
    /// <summary>Longest search text, in UTF-16 code units.</summary>
    public const int MaximumLength = 10_000;

    // A phrase costs a database a look-up for each of its words in every row that holds them all: one of 10,000 words, each
    // in 20,000 rows, took SQLite 15 s.
    private const int LongestPhrase = 16;

    private SearchWords(IReadOnlyList<SearchPhrase> phrases) => Phrases = phrases;

    /// <summary>
    /// All of these must occur; none is there twice. The last one is a prefix when <see cref="SearchPhrase.IsPrefix"/>
    /// says so.
    /// </summary>
    public IReadOnlyList<SearchPhrase> Phrases { get; }

    /// <summary>The words of a search text; null when it has none, which searches for nothing in particular.</summary>
    public static SearchWords? Parse(string text)
    {
        var phrases = new List<List<string>>();
        var cutter = new WordCutter(SearchCharacters.Fold(text));
        while (cutter.MoveNext())
        {
            var word = cutter.Word.ToString();
            if (!cutter.FollowsDirectly)
            {
                phrases.Add([word]);
            }
            else if (phrases[^1].Count == LongestPhrase)
            {
                phrases.Add([phrases[^1][^1], word]);
            }
            else
            {
                phrases[^1].Add(word);
            }
        }

        if (phrases.Count == 0)
        {
            return null;
        }

        // A word repeated a thousand times asks no more than once, but would cost the database a thousand look-ups.
        var last = new SearchPhrase(phrases[^1], IsPrefix: true);
        var others = phrases.SkipLast(1).DistinctBy(words => string.Join(' ', words)).Select(words => new SearchPhrase(words, IsPrefix: false));
        return new SearchWords([.. others, last]);
    }

    /// <summary>A text's words, folded, separated by single spaces.</summary>
    public static string Fold(string text)
    {
        var folded = SearchCharacters.Fold(text);
        var words = new StringBuilder(folded.Length);
        var cutter = new WordCutter(folded);
        while (cutter.MoveNext())
        {
            if (words.Length > 0)
            {
                words.Append(' ');
            }

            words.Append(cutter.Word);
        }

        return words.ToString();
    }
}
