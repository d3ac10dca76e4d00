using FsCheck.Xunit;
using TaskTracker.Core.Search;

namespace TaskTracker.Core.Tests.Search;

public sealed class SearchWordsTests
{
    [Theory]
    [InlineData("Deploy the API", "deploy the api")]
    [InlineData("RÉSUMÉ", "resume")]
    [InlineData("re\u0301sume\u0301", "resume")]
    [InlineData("Straße STRASSE ẞ", "strasse strasse ss")]
    [InlineData("Æther œuvre Øl Đà Łódź ħ Þór", "aether oeuvre ol da lodz h thor")]
    [InlineData("ﬁle oﬃce", "file office")]
    [InlineData("ＦＵＬＬ　ｗｉｄｔｈ １２", "full width 12")]
    [InlineData("m² ① ™", "m2 1 tm")]
    [InlineData("İstanbul ISPARTA ılık", "istanbul isparta ilik")]
    [InlineData("ΟΔΥΣΣΕΥΣ Οδυσσεύς", "οδυσσευσ οδυσσευσ")]
    [InlineData("Ёлка елка", "елка елка")]
    [InlineData("𝐁𝐨𝐥𝐝 𐐀", "bold 𐐨")]
    [InlineData("مُحَمَّد", "محمد")]
    [InlineData("שָׁלוֹם", "שלום")]
    [InlineData("हिन्दी", "हिन्दी")]
    public void Case_accents_and_compatibility_forms_do_not_distinguish(string text, string expected) =>
        Assert.Equal(expected, SearchWords.Fold(text));

    [Theory]
    [InlineData("don't re-open #42: a/b_c", "don t re open 42 a b c")]
    [InlineData("  \t\r\n many   spaces ", "many spaces")]
    [InlineData("\"quoted\" AND (NEAR* ^x) -y", "quoted and near x y")]
    [InlineData("1.5 €3 C++", "1 5 3 c")]
    [InlineData("“typo”—graphic…", "typo graphic")]
    [InlineData("בית־ספר", "בית ספר")]
    [InlineData("zero\u200Bwidth\u00A0space", "zero width space")]
    [InlineData("nul\0inside", "nul inside")]
    public void Everything_that_is_no_letter_digit_or_symbol_separates(string text, string expected) =>
        Assert.Equal(expected, SearchWords.Fold(text));

    [Theory]
    [InlineData("Donau\u00ADdampf\u00ADschiff", "donaudampfschiff")]
    [InlineData("می\u200Cخواهم", "میخواهم")]
    [InlineData("\uFEFFtext\u200E", "text")]
    public void What_is_invisible_does_not_cut_a_word(string text, string expected) => Assert.Equal(expected, SearchWords.Fold(text));

    [Theory]
    [InlineData("東京タワー", "東 京 タ ワ ー")]
    [InlineData("ｶﾞ", "ガ")]
    [InlineData("한국어 문서", "한 국 어 문 서")]
    [InlineData("人々", "人 々")]
    [InlineData("iPhone手机v2", "iphone 手 机 v2")]
    [InlineData("𠮷野家", "𠮷 野 家")]
    [InlineData("ship🚀it 🚀🚀", "ship 🚀 it 🚀 🚀")]
    [InlineData("👍🏽 ❤️ ☺", "👍 ❤ ☺")]
    [InlineData("👩🏽‍💻", "👩 💻")]
    [InlineData("🇩🇪 5️⃣", "🇩 🇪 5")]
    public void Characters_of_scripts_without_spaces_and_symbols_are_words(string text, string expected) =>
        Assert.Equal(expected, SearchWords.Fold(text));

    [Theory]
    [InlineData("fix login", "fix | login*")]
    [InlineData("FIX", "fix*")]
    [InlineData("東京 タワー", "東 京 | タ ワ ー*")]
    [InlineData("東京、大阪", "東 京 | 大 阪*")]
    [InlineData("ジョン・スミス", "ジ ョ ン | ス ミ ス*")]
    [InlineData("iPhone手机v2手机", "iphone | 手 机 | v2 | 手 机*")]
    [InlineData("👩🏽‍💻 ok", "👩 💻 | ok*")]
    [InlineData("a b a A c a", "a | b | c | a*")]
    public void A_search_is_a_list_of_phrases_and_the_last_is_a_prefix(string text, string expected) =>
        Assert.Equal(expected, Describe(SearchWords.Parse(text)));

    [Fact]
    public void A_very_long_run_is_searched_in_pieces_that_overlap()
    {
        var run = string.Concat(Enumerable.Range(0, 40).Select(i => (char)('一' + i)));

        var phrases = SearchWords.Parse(run)!.Phrases;

        Assert.Equal([run[..16], run[15..31], run[30..]], phrases.Select(phrase => string.Concat(phrase.Words)));
        Assert.Equal([false, false, true], phrases.Select(phrase => phrase.IsPrefix));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \t\n")]
    [InlineData("\"*()-^:+{}")]
    [InlineData("\0\uFFFD\u200D\uFE0F")]
    [InlineData("🏽")]
    public void Text_without_words_searches_for_nothing(string text)
    {
        Assert.Null(SearchWords.Parse(text));
        Assert.Equal("", SearchWords.Fold(text));
    }

    [Fact]
    public void What_is_not_Unicode_separates()
    {
        Assert.Equal("a b", SearchWords.Fold("a\uD83Db"));
        Assert.Equal("a b", SearchWords.Fold("a\uDE80\uD83Db\uD83D"));
        Assert.Equal("a b", SearchWords.Fold("a\uFFFEb"));
        Assert.Equal("e f", SearchWords.Fold("é\uFFFFf"));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("東")]
    [InlineData("東京")]
    [InlineData("é ")]
    [InlineData("🚀 ")]
    [InlineData("\uFDFA")]
    public void The_longest_search_text_is_no_burden(string repeated)
    {
        var text = string.Concat(Enumerable.Repeat(repeated, SearchWords.MaximumLength / repeated.Length));

        var words = SearchWords.Parse(text);

        Assert.NotNull(words);
        Assert.True(words.Phrases.Count <= 5);
        Assert.Equal(words.Phrases, SearchWords.Parse(text)!.Phrases, (a, b) => a.Words.SequenceEqual(b.Words));
    }

    [Property(MaxTest = 2_000)]
    public bool Folding_twice_changes_nothing_more(int[] characters)
    {
        var once = SearchWords.Fold(TextOf(characters));
        return SearchWords.Fold(once) == once;
    }

    [Property(MaxTest = 2_000)]
    public bool Any_characters_give_words_that_are_safe_between_quotes(int[] characters)
    {
        var words = SearchWords.Parse(TextOf(characters));
        return words is null || words.Phrases.SelectMany(phrase => phrase.Words).All(word =>
            word.Length > 0 && TextRules.IsWellFormed(word) && word.All(c => !char.IsAscii(c) || char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)));
    }

    // Spreads small numbers over all UTF-16 code units, halves of surrogate pairs included.
    private static string TextOf(int[] characters) => string.Concat(characters.Select(value => (char)(value * 40_503)));

    private static string Describe(SearchWords? words) =>
        string.Join(" | ", words!.Phrases.Select(phrase => string.Join(' ', phrase.Words) + (phrase.IsPrefix ? "*" : "")));
}
