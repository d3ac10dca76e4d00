using System.Buffers.Binary;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TaskTracker.Core.Access;
using TaskTracker.Core.Accounts;
using TaskTracker.Core.Users;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Access;

/// <summary>Whoever may not sign in learns nothing of why: neither from the answer nor from the work that it took.</summary>
public sealed class SignInSecrecyTests
{
    [Fact]
    public async Task Unknown_users_wrong_passwords_and_those_who_may_not_sign_in_get_one_answer_for_the_same_work()
    {
        var hasher = new WatchedHasher();
        using var server = TrackerServer.With([], configureServices: services => services.Replace(ServiceDescriptor.Singleton<IPasswordHasher<User>>(hasher)));
        await server.SignUpAsync("member");
        var gone = await server.SignUpAsync("gone");
        Assert.True((await server.Services.GetRequiredService<DeactivateUser>().ExecuteAsync(Actor.Operator, new(gone.UserId), default)).Succeeded);
        await server.AddUserAsync("legacy");

        foreach (var (name, password) in new[]
        {
            ("nobody", SigningIn.Password), ("nobody@example.com", SigningIn.Password), ("member", "four unrelated letters"), ("member@example.com", "four unrelated letters"),
            ("gone", SigningIn.Password), ("gone", "four unrelated letters"), ("legacy", SigningIn.Password),
        })
        {
            hasher.Work.Clear();
            await server.AnswersAsync(
                "mutation ($name: String!, $password: String!) { signIn(input: {username: $name, password: $password}) { session { accessToken } errors { __typename ... on Error { code message } } } }",
                """{"signIn": {"session": null, "errors": [{"__typename": "InvalidCredentialsError", "code": "INVALID_CREDENTIALS", "message": "The username or the password is wrong."}]}}""",
                new { name, password });
            using var form = new FormUrlEncodedContent([new("username", name), new("password", password)]);
            using var answer = await server.Client.PostAsync("/token", form);
            Assert.Equal((401, """{"detail":"Incorrect username or password"}"""), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync()));

            Assert.Equal(["verify 210000", "verify 210000"], hasher.Work);
        }
    }

    /// <summary>The server's own hasher, and what it was asked to do.</summary>
    private sealed class WatchedHasher : IPasswordHasher<User>
    {
        private readonly IPasswordHasher<User> own = Passwords.CreateHasher();

        public ConcurrentQueue<string> Work { get; } = [];

        public string HashPassword(User user, string password)
        {
            Work.Enqueue("hash");
            return own.HashPassword(user, password);
        }

        public PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword)
        {
            Work.Enqueue(FormattableString.Invariant($"verify {BinaryPrimitives.ReadUInt32BigEndian(Convert.FromBase64String(hashedPassword).AsSpan(5))}"));
            return own.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
