using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Access;
using TaskTracker.Core.Accounts;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Accounts;

/// <summary>What tests of accounts ask through GraphQL.</summary>
internal static class AccountCalls
{
    /// <summary>What a mutation answered: the code of its error, or null; and its payload.</summary>
    public sealed record Outcome(string? Code, JsonObject? Payload);

    public static async Task<Outcome> MutateAsync(this TrackerServer server, string? credential, string field)
    {
        var answer = await server.AskAsync(credential, $"mutation {{ it: {field} }}");
        var payload = answer["data"]?["it"]?.AsObject();
        return new((string?)(answer["errors"]?[0]?["extensions"]?["code"] ?? payload?["errors"]?[0]?["code"]), payload);
    }

    public static Task<Outcome> SignInAsync(this TrackerServer server, string username, string password) => server.MutateAsync(
        null, $"signIn(input: {{ username: {Quote(username)}, password: {Quote(password)} }}) {{ session {{ accessToken refreshToken }} errors {{ ... on Error {{ code }} }} }}");

    public static Task<Outcome> RefreshAsync(this TrackerServer server, string refreshToken) => server.MutateAsync(
        null, $"refreshSession(input: {{ refreshToken: {Quote(refreshToken)} }}) {{ session {{ accessToken refreshToken }} errors {{ ... on Error {{ code }} }} }}");

    public static Task<Outcome> ChangePasswordAsync(this TrackerServer server, string credential, string from, string to) => server.MutateAsync(
        credential, $"changePassword(input: {{ currentPassword: {Quote(from)}, newPassword: {Quote(to)} }}) {{ errors {{ ... on Error {{ code }} }} }}");

    public static string Token(this Outcome outcome, string name) => (string)outcome.Payload!["session"]![name]!;

    /// <summary>Whether a credential lets anybody in.</summary>
    public static async Task<bool> IsGoodAsync(this TrackerServer server, string credential) =>
        (await server.AskAsync(credential, "{ viewer { role } }"))["data"]?["viewer"]?["role"] is not null;

    /// <summary>The same of several, such as <c>good dead</c>.</summary>
    public static async Task<string> StatesAsync(this TrackerServer server, params string[] credentials)
    {
        List<string> states = [];
        foreach (var credential in credentials)
        {
            states.Add(await server.IsGoodAsync(credential) ? "good" : "dead");
        }

        return string.Join(' ', states);
    }

    /// <summary>Administers as the operator.</summary>
    public static async Task AdministerAsync<T>(this TrackerServer server, Func<T, Task<Core.Result<Core.Users.User>>> act) where T : notnull
    {
        var done = await act(server.Services.GetRequiredService<T>());
        Assert.True(done.Succeeded, string.Join(", ", done.Failures));
    }

    public static Task DeactivateAsync(this TrackerServer server, int userId) =>
        server.AdministerAsync<DeactivateUser>(it => it.ExecuteAsync(Actor.Operator, new(userId), default));

    public static Task ReactivateAsync(this TrackerServer server, int userId) =>
        server.AdministerAsync<ReactivateUser>(it => it.ExecuteAsync(Actor.Operator, new(userId), default));

    public static Task SetPasswordAsync(this TrackerServer server, int userId, string password) =>
        server.AdministerAsync<SetPassword>(it => it.ExecuteAsync(Actor.Operator, new(userId, password), default));

    private static string Quote(string text) => JsonValue.Create(text).ToJsonString();
}
