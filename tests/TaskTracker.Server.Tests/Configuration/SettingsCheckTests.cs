using Microsoft.Extensions.Configuration;
using TaskTracker.Server.Configuration;

namespace TaskTracker.Server.Tests.Configuration;

public sealed class SettingsCheckTests
{
    [Theory]
    [InlineData("Database:BusyTimeoutSeconds", "0", "Database:BusyTimeoutSeconds must be between 1 and 60, but is 0.")]
    [InlineData("Database:BusyTimeoutSeconds", "61", "Database:BusyTimeoutSeconds must be between 1 and 60, but is 61.")]
    [InlineData("Database:BusyTimeoutSeconds", "soon", "Database:BusyTimeoutSeconds must be between 1 and 60, but is soon.")]
    [InlineData("Database:BusyTimeoutSeconds", "", "Database:BusyTimeoutSeconds must be between 1 and 60, but is .")]
    [InlineData("Database:BusyTimeoutSeconds", "99999999999", "Database:BusyTimeoutSeconds must be between 1 and 60, but is 99999999999.")]
    [InlineData("Database:Durability", "Sometimes", "Database:Durability must be one of PowerLoss, ProcessCrash, but is Sometimes.")]
    [InlineData("Database:Durability", "7", "Database:Durability must be one of PowerLoss, ProcessCrash, but is 7.")]
    [InlineData("Database:Folder", " ", "Database:Folder must not be empty.")]
    [InlineData("database:foldr", "x", "Database:foldr is not a setting. There are Database:Provider, Database:ConnectionString, Database:Folder, Database:Durability, Database:BusyTimeoutSeconds.")]
    [InlineData("Database:Folder:Name", "x", "Database:Folder:Name is not a setting. There are Database:Provider, Database:ConnectionString, Database:Folder, Database:Durability, Database:BusyTimeoutSeconds.")]
    [InlineData("urls", "http://localhost:8000;foo", "urls must be addresses such as http://localhost:8000, separated by semicolons, but is foo.")]
    [InlineData("urls", "http://localhost:70000", "urls must be addresses such as http://localhost:8000, separated by semicolons, but is http://localhost:70000.")]
    [InlineData("urls", "ftp://localhost", "urls must be addresses such as http://localhost:8000, separated by semicolons, but is ftp://localhost.")]
    public void A_bad_setting_is_named_with_what_is_allowed(string name, string value, string problem) => Assert.Equal([problem], Check(name, value));

    [Theory]
    [InlineData("database:busytimeoutseconds", "60")]
    [InlineData("Database:Durability", "processcrash")]
    [InlineData("Database:Folder", "/srv/tasks")]
    [InlineData("Database", "a variable of somebody else's")]
    [InlineData("Logging:LogLevel:Default", "Debug")]
    [InlineData("urls", "http://*:80;https://[::1]:443;http://unix:/run/tasktracker.sock")]
    public void A_good_setting_and_those_of_others_pass(string name, string value) => Assert.Empty(Check(name, value));

    private static IReadOnlyList<string> Check(string name, string value) =>
        SettingsCheck.ProblemsIn(new ConfigurationBuilder().AddInMemoryCollection([new(name, value)]).Build());
}
