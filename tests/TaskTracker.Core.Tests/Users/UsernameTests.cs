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
}
