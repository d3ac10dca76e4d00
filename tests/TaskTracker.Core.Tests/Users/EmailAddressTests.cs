using FsCheck.Xunit;
using TaskTracker.Core.Users;

namespace TaskTracker.Core.Tests.Users;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("a@b.com", "a@b.com")]
    [InlineData("Bob.Smith@EXAMPLE.Com", "Bob.Smith@example.com")]
    [InlineData("  a@b.com\n", "a@b.com")]
    [InlineData("Bob <a@b.com>", "a@b.com")]
    [InlineData("\"Bob, B.\" < a@b.com >", "a@b.com")]
    [InlineData("<a@b.com>", "a@b.com")]
    [InlineData("bob+tag@mail.example.co.uk", "bob+tag@mail.example.co.uk")]
    [InlineData("o'neil!#$%&*/=?^_`{|}~@b.com", "o'neil!#$%&*/=?^_`{|}~@b.com")]
    [InlineData("a@shop.example", "a@shop.example")]
    [InlineData("a@BÜCHER.example", "a@bücher.example")]
    [InlineData("a@xn--bcher-kva.example", "a@bücher.example")]
    [InlineData("用户@例子。广告", "用户@例子.广告")]
    [InlineData("e\u0301@b.com", "é@b.com")]
    [InlineData("a@ｂ.com", "a@b.com")]
    public void An_address_is_kept_with_its_domain_in_lower_case(string text, string address) =>
        Assert.Equal(address, EmailAddress.Parse(text).Value?.Address);

    [Theory]
    [InlineData("", "An email address must have an @-sign.")]
    [InlineData("not-an-email", "An email address must have an @-sign.")]
    [InlineData("Bob <bob>", "An email address must have an @-sign.")]
    [InlineData("@b.com", "There must be something before the @-sign.")]
    [InlineData("a@", "There must be something after the @-sign.")]
    [InlineData("a@b@example.com", "The part after the @-sign contains invalid characters: '@'.")]
    [InlineData("\"a b\"@b.com", "Quoting the part before the @-sign is not allowed here.")]
    [InlineData("a b@c.com", "The email address contains invalid characters before the @-sign: SPACE.")]
    [InlineData("b,a(a@c.com", "The email address contains invalid characters before the @-sign: '(', ','.")]
    [InlineData("a\u200Bb@c.com", "The email address contains invalid characters before the @-sign: U+200B.")]
    [InlineData("\u0301a@c.com", "An email address cannot start with a combining character.")]
    [InlineData(".a@b.com", "An email address cannot start with a period.")]
    [InlineData("a.@b.com", "An email address cannot have a period immediately before the @-sign.")]
    [InlineData("a..b@c.com", "An email address cannot have two periods in a row.")]
    [InlineData("a@.b.com", "An email address cannot have a period immediately after the @-sign.")]
    [InlineData("a@b.com.", "An email address cannot end with a period.")]
    [InlineData("a@b..com", "An email address cannot have two periods in a row.")]
    [InlineData("a@-b.com", "An email address cannot have a hyphen immediately after the @-sign.")]
    [InlineData("a@b.com-", "An email address cannot end with a hyphen.")]
    [InlineData("a@b-.com", "An email address cannot have a period and a hyphen next to each other.")]
    [InlineData("a@b_c.com", "The part after the @-sign contains invalid characters: '_'.")]
    [InlineData("a@💩.com", "The part after the @-sign contains invalid characters: '💩'.")]
    [InlineData("a@[127.0.0.1]", "A bracketed IP address after the @-sign is not allowed here.")]
    [InlineData("a@127.0.0.1", "The part after the @-sign is not valid. It is not within a valid top-level domain.")]
    [InlineData("a@localhost", "The part after the @-sign is not valid. It should have a period.")]
    [InlineData("a@x.test", "The part after the @-sign is a special-use or reserved name that cannot be used with email.")]
    [InlineData("a@printer.LOCAL", "The part after the @-sign is a special-use or reserved name that cannot be used with email.")]
    public void Anything_else_is_refused_with_a_reason(string text, string reason) => Assert.Equal(reason, ReasonFor(text));

    [Theory]
    [InlineData(64, null)]
    [InlineData(65, "The email address is too long before the @-sign (1 character too many).")]
    [InlineData(66, "The email address is too long before the @-sign (2 characters too many).")]
    public void The_part_before_the_at_sign_has_at_most_64_characters(int length, string? reason) =>
        Assert.Equal(reason, ReasonFor($"{new string('x', length)}@b.com"));

    [Theory]
    [InlineData(63, null)]
    [InlineData(64, "After the @-sign, periods cannot be separated by more than 63 characters.")]
    public void A_label_of_the_domain_has_at_most_63_characters(int length, string? reason) =>
        Assert.Equal(reason, ReasonFor($"a@{new string('b', length)}.com"));

    [Theory]
    [InlineData(5, null)]
    [InlineData(6, "The email address is too long (1 too many).")]
    public void An_address_has_at_most_254_bytes(int length, string? reason)
    {
        var domain = string.Join('.', Enumerable.Repeat(new string('b', 60), 4)) + ".exam";
        Assert.Equal(reason, ReasonFor($"{new string('a', length)}@{domain}"));
    }

    [Fact]
    public void A_domain_has_at_most_253_characters() => Assert.Equal(
        "The email address is too long after the @-sign (1 too many).",
        ReasonFor($"a@{string.Join('.', Enumerable.Repeat(new string('b', 50), 5))}"));

    [Fact]
    public void What_is_not_text_is_refused_as_such() => Assert.All(
        ["a\0@b.com", "a\uD800@b.com"],
        text => Assert.IsType<InputProblem.NotText>(Assert.IsType<InvalidInput>(Assert.Single(EmailAddress.Parse(text).Failures)).Problem));

    [Fact]
    public void A_text_of_any_length_is_answered_at_once() => Assert.Equal("Length must not exceed 2048 characters.", ReasonFor(new string('<', 1_000_000)));

    [Fact]
    public void Case_does_not_distinguish_addresses() =>
        Assert.Equal(EmailAddress.Parse("Bob@b.com").Value!.Key, EmailAddress.Parse("bOB@B.COM").Value!.Key);

    [Property]
    public bool An_address_that_was_accepted_is_accepted_again_unchanged(string? text) =>
        EmailAddress.Parse(text + "@example.com").Value is not { } address || EmailAddress.Parse(address.Address).Value == address;

    private static string? ReasonFor(string text) =>
        EmailAddress.Parse(text).Failures.OfType<InvalidInput>().Select(failure => (InputProblem.NotAnEmailAddress)failure.Problem).SingleOrDefault()?.Reason;
}
