using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using TaskTracker.Server.Configuration;

namespace TaskTracker.Server.Tests.Configuration;

public sealed class SettingTests
{
    [Theory]
    [InlineData(nameof(Sample.IsOpen), "yes", "Sample:IsOpen must be true or false, but is yes.")]
    [InlineData(nameof(Sample.IsOpen), "TRUE", null)]
    [InlineData(nameof(Sample.Limit), "1.5", "Sample:Limit must be a whole number, but is 1.5.")]
    [InlineData(nameof(Sample.Limit), "7", null)]
    [InlineData(nameof(Sample.Limit), null, null)]
    [InlineData(nameof(Sample.Share), "2", "Sample:Share must be between 0 and 1, but is 2.")]
    [InlineData(nameof(Sample.Share), "0.25", null)]
    [InlineData(nameof(Sample.Color), "red", "Sample:Color must be six hexadecimal digits, but is red.")]
    [InlineData(nameof(Sample.Color), "ff0000", null)]
    [InlineData(nameof(Sample.Key), null, "Sample:Key must be set.")]
    [InlineData(nameof(Sample.Key), "", "Sample:Key must not be empty.")]
    [InlineData(nameof(Sample.Ports), "not a number", "Sample:Ports must be a whole number, but is not a number.")]
    public void A_value_is_judged_by_the_type_and_the_attributes_of_its_property(string property, string? value, string? problem) =>
        Assert.Equal(problem, SettingOf(property).Problem(value));

    [Fact]
    public void Lists_and_nothing_have_defaults_that_can_be_read()
    {
        Assert.Equal("80, 443", SettingOf(nameof(Sample.Ports)).Default);
        Assert.Equal("", SettingOf(nameof(Sample.Limit)).Default);
        Assert.Equal("0.5", SettingOf(nameof(Sample.Share)).Default);
    }

    [Fact]
    public void A_setting_that_nobody_described_is_a_defect() =>
        Assert.Throws<InvalidOperationException>(() => SettingOf(nameof(Sample.Undescribed)));

    private static Setting SettingOf(string property) => Setting.Of("Sample", typeof(Sample).GetProperty(property)!, new Sample());

    private sealed class Sample
    {
        [Description("Whether.")]
        public bool IsOpen { get; set; }

        [Description("How many.")]
        public int? Limit { get; set; }

        [Description("Which part.")]
        [Range(0.0, 1.0)]
        public double Share { get; set; } = 0.5;

        [Description("Which color.")]
        [RegularExpression("[0-9a-f]{6}", ErrorMessage = "six hexadecimal digits")]
        public string Color { get; set; } = "000000";

        [Description("What opens it.")]
        [Required]
        public string? Key { get; set; }

        [Description("Which ports.")]
        public List<int> Ports { get; } = [80, 443];

        public string Undescribed { get; set; } = "";
    }
}
