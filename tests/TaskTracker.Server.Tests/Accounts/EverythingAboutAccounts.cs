using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Accounts;

/// <summary>Does everything that can be done to accounts, as it should be and in every wrong way, through every door of a server.</summary>
internal sealed class EverythingAboutAccounts(Uri server, Secrets secrets)
{
    private const string Codes = "errors { ... on Error { code message } }";
    private const string Session = "session { accessToken refreshToken user { id databaseId } }";

    private readonly HttpClient http = new() { BaseAddress = server };

    public async Task DoAsync()
    {
        var ada = await SignUpAsync();
        await SignInAsync();
        var (admin, adminId) = await AdministratorAsync();
        await ManageAsync(admin, adminId, ada.Id);
        await KeysAsync(ada.Token);
        await LegacyAsync();
        await LooksAsync(admin);
        await ProfileAndPasswordAsync(ada.Token);
        await SocketsAsync(ada.Id);
        await BrokenAsync();
        http.Dispose();
    }

    private async Task<(string Token, int Id)> SignUpAsync()
    {
        const string SignUp = $"mutation ($i: SignUpInput!) {{ signUp(input: $i) {{ {Session} {Codes} }} }}";
        var ada = (await GraphQLAsync(null, SignUp, new { i = new { username = "ada", email = secrets.Address("ada"), password = secrets.Password("ada") } }))["data"]!["signUp"]!["session"]!;
        await GraphQLAsync(null, SignUp, new { i = new { username = "ada", email = secrets.Address("other"), password = secrets.Password("other") } });
        await GraphQLAsync(null, SignUp, new { i = new { username = "other", email = secrets.Address("ada"), password = secrets.Password("other") } });
        await GraphQLAsync(null, SignUp, new { i = new { username = "other", email = secrets.Text("no address"), password = secrets.Password("x") + new string('x', 200) } });
        await GraphQLAsync(null, SignUp, new { i = new { username = "other", email = secrets.Address("other"), password = 1, secret = secrets.Text("unknown field") } });
        return (secrets.Received((string)ada["accessToken"]!), (int)ada["user"]!["databaseId"]!);
    }

    private async Task SignInAsync()
    {
        await TokenAsync(secrets.Address("ada"), secrets.Password("wrong"));
        await TokenAsync(secrets.Text("a password as a name"), secrets.Password("ada"));
        await TokenAsync(secrets.Address("nobody"), secrets.Password("nobody"));
        var granted = await TokenAsync(secrets.Address("ada"), secrets.Password("ada"));
        var first = secrets.Received((string)granted!["refresh_token"]!);
        var second = (string)(await RefreshAsync(first))!["refresh_token"]!;
        await RefreshAsync(second);
        // The session ends: a token came again after the next one was used.
        await RefreshAsync(first);
        await RefreshAsync(secrets.Text("no token"));
        await GraphQLAsync(null, $"mutation ($t: String!) {{ refreshSession(input: {{ refreshToken: $t }}) {{ {Session} {Codes} }} }}", new { t = first });
        for (var i = 0; i < 11; i++)
        {
            await TokenAsync("guessed", secrets.Password($"guess {i}"));
        }
    }

    private async Task<(string Token, int Id)> AdministratorAsync()
    {
        var session = (await GraphQLAsync(
            null, $"mutation ($u: String!, $p: String!) {{ signIn(input: {{ username: $u, password: $p }}) {{ {Session} {Codes} }} }}",
            new { u = secrets.Address("root"), p = secrets.Password("root") }))["data"]!["signIn"]!["session"]!;
        secrets.Received((string)session["refreshToken"]!);
        return (secrets.Received((string)session["accessToken"]!), (int)session["user"]!["databaseId"]!);
    }

    private async Task ManageAsync(string admin, int adminId, int ada)
    {
        var bob = (int)(await RestAsync(admin, HttpMethod.Post, "/users/", Json(new { username = "bob", email = secrets.Address("bob") })))!["id"]!;
        await MutateAsync(admin, $"setUserPassword(input: {{ id: {bob}, password: $s }})", secrets.Password("bob"));
        await MutateAsync(admin, $"setUserPassword(input: {{ id: {bob}, password: $s }})", secrets.Password("bob") + new string('x', 200));
        await MutateAsync(admin, $"setUserPassword(input: {{ id: 999, password: $s }})", secrets.Password("nobody"));
        await MutateAsync(admin, $"updateUser(input: {{ id: {bob}, email: $s }})", secrets.Address("ada"));
        await MutateAsync(admin, $"changeUserRole(input: {{ id: {bob}, role: VIEWER }})");
        await MutateAsync(admin, $"changeUserRole(input: {{ id: {adminId}, role: VIEWER }})");
        await MutateAsync(admin, $"deactivateUser(input: {{ id: {bob} }})");
        await TokenAsync("bob", secrets.Password("bob"));
        await MutateAsync(admin, $"reactivateUser(input: {{ id: {bob} }})");
        var token = secrets.Received((string)(await TokenAsync("bob", secrets.Password("bob")))!["access_token"]!);
        // Refused by access, over both doors; the alias is what somebody pasted.
        await GraphQLAsync(token, $"mutation {{ {secrets.Text("alias")}: setUserPassword(input: {{ id: {ada}, password: \"{secrets.Password("stolen")}\" }}) {{ {Codes} }} }}");
        await RestAsync(token, HttpMethod.Post, "/users/", Json(new { username = "eve", email = secrets.Address("eve") }));
        await RestAsync(null, HttpMethod.Get, "/users/me");
    }

    private async Task KeysAsync(string token)
    {
        var made = (await GraphQLAsync(token, "mutation { createApiKey(input: { name: \"key\", scopes: [TASKS_READ] }) { newApiKey { secret apiKey { id } } } }"))["data"]!["createApiKey"]!["newApiKey"]!;
        var key = secrets.Received((string)made["secret"]!);
        await MutateAsync(token, "createApiKey(input: { name: $s, scopes: [] })", secrets.Text("a key as a name"));
        await GraphQLAsync(key, "{ tasks { totalCount } users { totalCount } }");
        await RestAsync(key, HttpMethod.Get, "/users/");
        await RestAsync(null, HttpMethod.Get, $"/tasks/events?access_token={key}&until=0");
        await GraphQLAsync(token, $"mutation {{ revokeApiKey(input: {{ id: {made["apiKey"]!["id"]} }}) {{ {Codes} }} }}");
        await GraphQLAsync(key, "{ tasks { totalCount } }");
        await RestAsync(key, HttpMethod.Get, "/tasks/");
        await RestAsync(secrets.Text("no token"), HttpMethod.Get, "/tasks/");
    }

    private async Task LegacyAsync()
    {
        var user = new { username = "legacy", email = secrets.Address("legacy") };
        await RestAsync(null, HttpMethod.Post, "/users/", Json(user));
        await RestAsync(null, HttpMethod.Post, "/users/", Json(user));
        await RestAsync(null, HttpMethod.Post, "/users/", Json(new { username = "legacy two", email = user.email.ToUpperInvariant() }));
        await MutateAsync(null, "createUser(input: { username: \"legacy three\", email: $s })", user.email);
    }

    private async Task LooksAsync(string admin)
    {
        var address = secrets.Address("ada");
        await GraphQLAsync(admin, "query ($e: String) { users(where: { email: { eq: $e } }, order: [{ email: ASC }]) { nodes { email } edges { cursor } } }", new { e = address });
        await GraphQLAsync(admin, $"{{ users(where: {{ email: {{ in: [\"{address}\"] }} }}) {{ nodes {{ email }} }} userByUsername(username: \"{secrets.Text("name")}\") {{ id }} }}");
        await GraphQLAsync(admin, "query ($s: String) { tasks(search: $s) { totalCount } }", new { s = secrets.Password("ada") });
        await RestAsync(admin, HttpMethod.Get, $"/tasks/?search={Uri.EscapeDataString(secrets.Password("ada"))}");
        await RestAsync(admin, HttpMethod.Get, $"/users/{address}");
        await RestAsync(admin, HttpMethod.Get, $"/{secrets.Text("path")}/{Uri.EscapeDataString(address)}");
    }

    private async Task ProfileAndPasswordAsync(string token)
    {
        await RestAsync(token, HttpMethod.Patch, "/users/me", Json(new { email = secrets.Address("ada again") }));
        await RestAsync(token, HttpMethod.Patch, "/users/me", Json(new { email = secrets.Address("legacy") }));
        await RestAsync(token, HttpMethod.Patch, "/users/me", Json(new { email = secrets.Text("no address") }));
        await MutateAsync(token, "updateProfile(input: { email: $s })", secrets.Address("bob"));
        const string Change = $"mutation ($c: String!, $n: String!) {{ changePassword(input: {{ currentPassword: $c, newPassword: $n }}) {{ {Codes} }} }}";
        await GraphQLAsync(token, Change, new { c = secrets.Password("wrong"), n = secrets.Password("ada again") });
        await GraphQLAsync(token, Change, new { c = secrets.Password("ada"), n = secrets.Address("ada again") });
        await GraphQLAsync(token, Change, new { c = secrets.Password("ada"), n = secrets.Password("ada again") });
    }

    private async Task SocketsAsync(int ada)
    {
        var token = secrets.Received((string)(await TokenAsync("ada", secrets.Password("ada again")))!["access_token"]!);
        await using (var client = await SocketClient.SignedInAsync(server, token))
        {
            await client.SubscribeAsync("1", $"mutation {{ signIn(input: {{ username: \"ada\", password: \"{secrets.Password("ada again")}\" }}) {{ {Session} }} }}");
            secrets.Received((string)(await client.ReadToEndAsync("1"))[0]["payload"]!["data"]!["signIn"]!["session"]!["accessToken"]!);
            await client.SubscribeAsync("2", $"mutation {{ setUserPassword(input: {{ id: {ada}, password: \"{secrets.Password("stolen")}\" }}) {{ {Codes} }} }}");
            await client.ReadToEndAsync("2");
            await client.SubscribeAsync(secrets.Text("id"), $"{{ {secrets.Text("query")} }}");
            await client.SubscribeAsync("3", "mutation { signOut(input: {}) { signedOut { sessions } } }");
            await client.ClosedAsync();
        }

        await using (var client = await SocketClient.OpenAsync(server))
        {
            await client.SendAsync($$$"""{"type":"connection_init","payload":{"authorization":"Bearer {{{secrets.Text("no token")}}}","password":"{{{secrets.Password("ada")}}}"}}""");
            await client.ClosedAsync();
        }

        await using (var client = await SocketClient.OpenAsync(server))
        {
            await client.SendAsync($"{{ \"type\": \"connection_init\", {secrets.Password("ada")}");
            await client.ClosedAsync();
        }
    }

    // What is no request that anybody could answer.
    private async Task BrokenAsync()
    {
        var mutation = Uri.EscapeDataString($"mutation {{ signIn(input: {{ username: \"ada\", password: \"{secrets.Password("by GET")}\" }}) {{ {Session} }} }}");
        await RestAsync(null, HttpMethod.Get, $"/graphql?query={mutation}&variables={Uri.EscapeDataString($"{{\"p\":\"{secrets.Password("by GET")}\"}}")}");
        await RestAsync(null, HttpMethod.Get, $"/token?username=ada&password={Uri.EscapeDataString(secrets.Password("by GET"))}");
        await GraphQLAsync(null, $"{{ {secrets.Text("field")} }}");
        await GraphQLAsync(null, $"{{ users(where: {{ email: {{ eq: \"{secrets.Address("ada")} }} }}");
        await GraphQLAsync(secrets.Text("no token"), $"{{ {secrets.Text("field")} }}");
        await RestAsync(null, HttpMethod.Post, "/graphql", new StringContent($"{{ \"query\": \"{secrets.Password("ada")}", Encoding.UTF8, "application/json"));
        await RestAsync(null, HttpMethod.Post, "/graphql", new StringContent(secrets.Password("ada"), Encoding.UTF8, "text/plain"));
        await RestAsync(null, HttpMethod.Post, "/users/", new StringContent($"{{ \"email\": \"{secrets.Address("ada")}\", ", Encoding.UTF8, "application/json"));
        await RestAsync(null, HttpMethod.Post, "/token", new StringContent($"password={secrets.Password("ada")}", Encoding.UTF8, "multipart/form-data"));
        await RestAsync(null, HttpMethod.Post, "/token", new StringContent(secrets.Password("ada"), Encoding.UTF8, secrets.Text("media") + "/x"));
        using var basic = new HttpRequestMessage(HttpMethod.Get, "/users/me");
        basic.Headers.TryAddWithoutValidation("Authorization", $"Basic {secrets.Text("basic")}");
        (await http.SendAsync(basic)).Dispose();
        await RawAsync($"GET /users/?password={secrets.Text("by GET")} HTTP/9.9\r\n\r\n");
        await RawAsync($"GET /users/?password={secrets.Text("by GET")}\r\n\r\n");
        await RawAsync($"GET /users/ HTTP/1.1\r\nAuthorization Bearer {secrets.Text("header")}\r\n\r\n");
        await RawAsync($"{secrets.Text("method")} /users/ HTTP/1.1\r\nHost: {secrets.Text("host")}:x\r\n\r\n");
        await RawAsync($"POST /token HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 500\r\n\r\npassword={secrets.Text("cut off")}");
        await RawAsync($"POST /token HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n{secrets.Text("chunk")}\r\n");
    }

    private async Task<JsonObject> GraphQLAsync(string? token, string query, object? variables = null) =>
        (await RestAsync(token, HttpMethod.Post, "/graphql", Json(new { query, variables })))!.AsObject();

    private Task MutateAsync(string? token, string field, string? secret = null) => secret is null
        ? GraphQLAsync(token, $"mutation {{ {field} {{ {Codes} }} }}")
        : GraphQLAsync(token, $"mutation ($s: String!) {{ {field} {{ {Codes} }} }}", new { s = secret });

    private Task<JsonNode?> TokenAsync(string username, string password) =>
        RestAsync(null, HttpMethod.Post, "/token", new FormUrlEncodedContent([new("username", username), new("password", password)]));

    private async Task<JsonNode?> RefreshAsync(string token)
    {
        var answer = await RestAsync(null, HttpMethod.Post, "/token/refresh", new FormUrlEncodedContent([new("refresh_token", token)]));
        foreach (var name in new[] { "access_token", "refresh_token" })
        {
            if ((string?)answer![name] is { } granted)
            {
                secrets.Received(granted);
            }
        }

        return answer;
    }

    private async Task<JsonNode?> RestAsync(string? token, HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return text.StartsWith('{') || text.StartsWith('[') ? JsonNode.Parse(text) : null;
    }

    private async Task RawAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port);
        var stream = client.GetStream();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(request), patience.Token);
            client.Client.Shutdown(SocketShutdown.Send);
            await stream.CopyToAsync(Stream.Null, patience.Token);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // The server had read enough, and closed first.
        }
    }

    private static JsonContent Json(object value) => JsonContent.Create(value);
}
