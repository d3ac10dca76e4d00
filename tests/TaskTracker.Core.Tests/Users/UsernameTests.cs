using TaskTracker.Core.Users;

namespace TaskTracker.Core.Tests.Users;

public sealed class UsernameTests
{
    [Theory]
    [InlineData("ada", "ADA")]
    [InlineData("Jos\u00E9", "JOS\u00C9")]
    [InlineData("Jose\u0301", "JOS\u00C9")]
    [InlineData("ａｄａ", "ADA")]
    [InlineData("a\uFFFEb", "A\uFFFEB")]
    [InlineData("a\uFFFFb\uFDD0", "A\uFFFFB\uFDD0")]
    public void Case_and_compatibility_forms_do_not_make_another_name(string username, string key) => Assert.Equal(key, Username.Key(username));

    [Theory]
    [InlineData("ada")]
    [InlineData("Zo\u00EB \u00DCn\u00EF 7")]
    [InlineData("\u041C\u0430\u0440\u0438\u044F")]
    [InlineData("\u039D\u03AF\u03BA\u03BF\u03C2")]
    [InlineData("\u7530\u4E2D \u30B1\u30F3 ken")]
    [InlineData("\uAE40\uCCA0\uC218")]
    [InlineData("\u0645\u0631\u064A\u0645")]
    [InlineData("ada \U0001F680")]
    [InlineData("I \u2764\uFE0F tea")]
    [InlineData("ada \U0001F468\u200D\U0001F4BB")]
    [InlineData("o'neil_(x).y-z")]
    public void A_name_is_in_any_language(string username) => Assert.Null(Username.Check(username));

    [Theory]
    [InlineData("ad\u200Ba")]
    [InlineData("ad\u200Da")]
    [InlineData("ad\uFE0Fa")]
    [InlineData("ad\u00ADa")]
    [InlineData("ada\u202E")]
    [InlineData("\u2066ada")]
    [InlineData("ada\uFEFF")]
    [InlineData("ada\t")]
    [InlineData("ada\u0085")]
    [InlineData("ada\u2028")]
    [InlineData("ada\uE000")]
    [InlineData("ada\u0378")]
    [InlineData("ada\u3164")]
    [InlineData("ada\u2800")]
    [InlineData("ada\u034F")]
    [InlineData("ada\U000E0061")]
    public void What_cannot_be_seen_makes_no_name(string username) =>
        Assert.IsType<InputProblem.Invisible>(Username.Check(username)?.Problem);

    [Theory]
    [InlineData("coco", "\u0441\u043E\u0441\u043E")]
    [InlineData("Coco", "\u0421\u041E\u0421\u041E")]
    [InlineData("BOH", "\u0412\u041E\u041D")]
    [InlineData("ovo", "\u03BF\u03BD\u03BF")]
    [InlineData("ONO", "\u039F\u039D\u039F")]
    [InlineData("\u043E\u0430\u0445", "\u03BF\u03B1\u03C7")]
    [InlineData("no.1", "\u0578\u0585.1")]
    [InlineData("DAVE", "\u13A0\u13AA\u13D9\u13AC")]
    [InlineData("SOO", "\uA4E2\uA4F3\uA4F3")]
    [InlineData("pop", "\u2CA3\u2C9F\u2CA3")]
    [InlineData("\u00EB\u00EB\u00EB", "\u0451\u0451\u0451")]
    [InlineData("admin", "\u0251dm\u0131n")]
    [InlineData("ada b", " Ada\u00A0\u2003 b ")]
    public void Names_that_look_alike_have_one_look(string username, string other) => Assert.Equal(Username.Look(username), Username.Look(other));

    [Theory]
    [InlineData("boh", "\u0432\u043E\u043D")]
    [InlineData("\u041C\u0430\u0440\u0438\u044F", "Maria")]
    [InlineData("jose", "jos\u00E9")]
    [InlineData("ono", "ovo")]
    [InlineData("ada b", "adab")]
    public void Names_that_look_different_have_different_looks(string username, string other) => Assert.NotEqual(Username.Look(username), Username.Look(other));

    [Theory]
    [InlineData("p\u0430ypal")]
    [InlineData("\u0430dmin")]
    [InlineData("g\u03BFogle")]
    [InlineData("\u0391lice")]
    [InlineData("alic\u212E\u0435")]
    [InlineData("b\u0585b")]
    [InlineData("\u13AAlice")]
    [InlineData("\u24D0\u0431\u0432")]
    public void Letters_of_alphabets_that_look_alike_do_not_stand_in_one_name(string username) =>
        Assert.IsType<InputProblem.MixedAlphabets>(Username.Check(username)?.Problem);
}
