using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Rest;

public sealed class UserTests(TrackerServer server) : IClassFixture<TrackerServer>
{
    [Fact]
    public async Task A_username_that_is_taken_is_refused_whatever_its_case()
    {
        await server.SendAsync("POST", "/users/", """{"username":"Zoë","email":"zoe@example.com"}""");
        var answer = await server.SendAsync("POST", "/users/", """{"username":"ZOË","email":"other@example.com"}""");
        Assert.Equal("value_error body.username Value error, Username 'ZOË' is already taken. Choose another one.", answer.Error);
        Assert.Equal("ZOË", answer.Json["detail"]![0]!["input"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_address_that_is_in_use_is_refused_whatever_its_case()
    {
        await server.SendAsync("POST", "/users/", """{"username":"first","email":"taken@example.com"}""");
        var answer = await server.SendAsync("POST", "/users/", """{"username":"second","email":" Taken@EXAMPLE.com "}""");
        Assert.Equal("value_error body.email Value error, E-mail address 'Taken@example.com' is already in use. Choose another one.", answer.Error);
        Assert.Equal(" Taken@EXAMPLE.com ", answer.Json["detail"]![0]!["input"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_name_before_the_address_is_dropped()
    {
        var answer = await server.SendAsync("POST", "/users/", """{"username":"bob","email":"Bob <bob@EXAMPLE.com>"}""");
        Assert.Equal("bob@example.com", answer.Json["email"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("bob@localhost")]
    [InlineData("bob@x.test")]
    [InlineData("\\\"bob\\\"@example.com")]
    public async Task An_address_that_mail_cannot_be_sent_to_is_refused_with_the_reason(string email)
    {
        var answer = await server.SendAsync("POST", "/users/", $$"""{"username":"nobody","email":"{{email}}"}""");
        Assert.StartsWith("value_error body.email value is not a valid email address: ", answer.Error, StringComparison.Ordinal);
        Assert.EndsWith(answer.Json["detail"]![0]!["ctx"]!["reason"]!.GetValue<string>(), answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_username_is_measured_in_characters()
    {
        Assert.Equal(200, (await server.SendAsync("POST", "/users/", """{"username":"🚀🚀🚀","email":"r3@example.com"}""")).Status);
        Assert.Equal(
            "string_too_short body.username String should have at least 3 characters",
            (await server.SendAsync("POST", "/users/", """{"username":"🚀🚀","email":"r2@example.com"}""")).Error);
    }
}
