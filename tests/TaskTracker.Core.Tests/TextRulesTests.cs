namespace TaskTracker.Core.Tests;

public sealed class TextRulesTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 3)]
    [InlineData("a🚀b", 3)]
    [InlineData("é", 2)]
    public void Length_counts_code_points(string text, int expected) => Assert.Equal(expected, TextRules.Length(text));

    [Theory]
    [InlineData("plain", true)]
    [InlineData("a🚀b", true)]
    [InlineData("a\0b", false)]
    [InlineData("🚀\0", false)]
    [InlineData("\uD83D", false)]
    [InlineData("\uDE80\uD83D", false)]
    public void Text_with_a_NUL_or_half_of_a_surrogate_pair_is_not_well_formed(string text, bool expected) =>
        Assert.Equal(expected, TextRules.IsWellFormed(text));
}
