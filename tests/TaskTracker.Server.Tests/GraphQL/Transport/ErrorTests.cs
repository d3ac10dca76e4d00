using System.Text.Json;

namespace TaskTracker.Server.Tests.GraphQL.Transport;

public sealed class ErrorTests(TransportServer server) : IClassFixture<TransportServer>
{
    [Theory]
    [InlineData("{ echo(", "SYNTAX_ERROR")]
    [InlineData("{ echo\n\n  nope { a } }", "VALIDATION_FAILED")]
    [InlineData("{ echo(text: 1) }", "VALIDATION_FAILED")]
    [InlineData("{ greet(input: {times: 1}) }", "VALIDATION_FAILED")]
    [InlineData("{ ...F } fragment F on Query { ...F }", "VALIDATION_FAILED")]
    [InlineData("query($i: GreetingInput!) { greet(input: $i) }", "INVALID_VARIABLE")]
    [InlineData("fragment F on Query { echo }", "OPERATION_NOT_FOUND")]
    [InlineData("query A { echo } query B { echo }", "OPERATION_NAME_REQUIRED")]
    [InlineData("{ refused }", "INVALID_CURSOR")]
    public async Task Every_error_has_a_code_and_nothing_of_the_engine(string query, string code)
    {
        var answer = await server.PostAsync(query);
        Assert.Equal(code, answer.Code);
        var expected = answer.HasData ? new[] { "message", "locations", "path", "extensions" } : ["message", "locations", "extensions"];
        Assert.Empty(answer.Error.EnumerateObject().Select(member => member.Name).Except(expected));
        Assert.Equal(["code"], answer.Error.GetProperty("extensions").EnumerateObject().Select(member => member.Name));
        Assert.Empty(server.Log.Entries);
    }

    [Fact]
    public async Task A_syntax_error_says_where()
    {
        var answer = await server.PostAsync("{\n  echo(\n}");
        Assert.Equal("""[{"line":3,"column":1}]""", answer.Error.GetProperty("locations").GetRawText());
        Assert.StartsWith("Expected Name, found }", answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task Lines_are_counted_whatever_ends_them(string end)
    {
        var syntax = await server.PostAsync($"{{{end}{end} echo(}}");
        Assert.Equal(("SYNTAX_ERROR", """[{"line":3,"column":7}]"""), (syntax.Code, syntax.Error.GetProperty("locations").GetRawText()));

        var validation = await server.PostAsync($"{{{end}{end} nope}}");
        Assert.Equal(("VALIDATION_FAILED", """[{"line":3,"column":2}]"""), (validation.Code, validation.Error.GetProperty("locations").GetRawText()));
    }

    [Fact]
    public async Task Every_wrong_field_is_an_error_of_its_own()
    {
        var answer = await server.PostAsync("{\n  one\n  two\n}");
        Assert.Equal(2, answer.ErrorCount);
        Assert.Equal("""[{"line":2,"column":3}]""", answer.Error.GetProperty("locations").GetRawText());
    }

    [Theory]
    [InlineData("""{"i":{}}""", "$i.name")]
    [InlineData("""{"i":{"name":null}}""", "$i.name")]
    [InlineData("""{"i":{"name":"a","times":"b"}}""", "$i.times")]
    [InlineData("""{"i":{"name":"a","times":3000000000}}""", "$i.times")]
    [InlineData("""{"i":{"name":"a","nope":1}}""", "$i")]
    [InlineData("""{"i":null}""", "$i")]
    [InlineData("{}", "$i")]
    public async Task A_wrong_variable_is_named_by_its_path(string variables, string path)
    {
        var answer = await server.PostJsonAsync($$"""{"query":"query($i: GreetingInput!) { greet(input: $i) }","variables":{{variables}}}""");
        Assert.Equal((400, "INVALID_VARIABLE"), (answer.Status, answer.Code));
        Assert.Contains($"'{path}'", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_operation_is_named()
    {
        var answer = await server.PostAsync("query A { echo }", operationName: "B");
        Assert.Equal((400, "OPERATION_NOT_FOUND"), (answer.Status, answer.Code));
        Assert.Contains("'B'", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_keeps_its_code_and_says_which_field()
    {
        var answer = await server.PostAsync("{ a: refused echo(text: \"b\") }");
        Assert.Equal(200, answer.Status);
        Assert.Equal("""["a"]""", answer.Error.GetProperty("path").GetRawText());
        Assert.Equal("b", answer.Data.GetProperty("echo").GetString());
    }

    [Theory]
    [InlineData("query($n: Int) { even(number: $n) }")]
    public async Task What_a_field_says_of_its_arguments_is_checked_for_every_request(string query)
    {
        Assert.Equal(200, (await server.PostAsync(query, new { n = 2 })).Status);
        var answer = await server.PostAsync(query, new { n = 3 });
        Assert.Equal((400, "VALIDATION_FAILED", "number must be even."), (answer.Status, answer.Code, answer.Message));
        Assert.Equal(200, (await server.PostAsync(query, new { n = 4 })).Status);
    }

    [Theory]
    [InlineData("fails", "")]
    [InlineData("mustFail", "Query.mustFail")]
    public async Task An_exception_is_logged_once_and_its_text_stays_inside(string field, string where)
    {
        using var own = new TransportServer();
        var answer = await own.PostAsync($"{{ {field} echo }}");
        Assert.Equal((200, "INTERNAL_ERROR"), (answer.Status, answer.Code));
        Assert.Equal($"""["{field}"]""", answer.Error.GetProperty("path").GetRawText());
        Assert.DoesNotContain(TransportSchema.Secret, answer.Text, StringComparison.Ordinal);

        var traceId = answer.Error.GetProperty("extensions").GetProperty("traceId").GetString()!;
        Assert.Contains(traceId, answer.Message, StringComparison.Ordinal);
        var (message, exception) = Assert.Single(own.Log.Entries);
        Assert.Contains(traceId, message, StringComparison.Ordinal);
        Assert.Contains(where, message, StringComparison.Ordinal);
        Assert.Equal(TransportSchema.Secret, exception?.Message);
    }

    [Fact]
    public async Task An_error_that_wraps_an_exception_is_a_defect_too()
    {
        var answer = await server.PostAsync("{ failsWithCause }");
        Assert.Equal((200, "INTERNAL_ERROR"), (answer.Status, answer.Code));
        Assert.DoesNotContain(TransportSchema.Secret, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operation_that_takes_too_long_is_ended()
    {
        using var hasty = TransportServer.With(new() { ["GraphQL:TimeoutSeconds"] = "1" });
        var answer = await hasty.PostAsync("{ waits }");
        Assert.Equal((503, "TIMEOUT"), (answer.Status, answer.Code));
        Assert.False(answer.HasData);
    }

    [Fact]
    public async Task A_client_that_leaves_cancels_its_operation()
    {
        using var own = new TransportServer();
        await using (var connection = await RawConnection.OpenAsync(own.Address))
        {
            const string Body = """{"query":"{ waits }"}""";
            await connection.SendAsync(
                $"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\n\r\n{Body}");
            await own.Schema.Entered.Task.WaitAsync(TimeSpan.FromSeconds(10));
        }

        await own.Schema.Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(JsonValueKind.Object, (await own.PostAsync("{ __typename }")).Data.ValueKind);
        Assert.Empty(own.Log.Entries);
    }
}
