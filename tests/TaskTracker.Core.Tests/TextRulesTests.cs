namespace TaskTracker.Core.Tests;

public sealed class TextRulesTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 3)]
    [InlineData("a🚀b", 3)]
    [InlineData("e\u0301", 2)]
    public void Length_counts_code_points(string text, int expected) => Assert.Equal(expected, TextRules.Length(text));

    [Theory]
    [InlineData("plain", true)]
    [InlineData("a🚀b", true)]
    [InlineData("a\0b", false)]
    [InlineData("🚀\0", false)]
    public void Text_with_a_NUL_is_not_well_formed(string text, bool expected) =>
        Assert.Equal(expected, TextRules.IsWellFormed(text));

    // Made in code: attributes and test discovery carry text as UTF-8, which knows no halves of surrogate pairs.
    [Fact]
    public void Text_with_half_of_a_surrogate_pair_is_not_well_formed()
    {
        Assert.False(TextRules.IsWellFormed("\uD83D"));
        Assert.False(TextRules.IsWellFormed("a\uDE80"));
        Assert.False(TextRules.IsWellFormed("\uDE80\uD83D"));
    }
}
