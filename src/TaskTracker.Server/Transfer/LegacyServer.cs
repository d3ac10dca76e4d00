using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using TaskTracker.Server.Configuration;

namespace TaskTracker.Server.Transfer;

/// <summary>
/// A running server of the legacy API, read through the routes that its documentation has: <c>GET /users/</c> and
/// <c>GET /users/{user_id}/tasks</c>.
/// </summary>
internal sealed class LegacyServer : IDisposable
{
    private readonly HttpClient http;

    // Some of them answer a page where the documentation promises all, and go on after "skip".
    private bool isPaged;

    /// <param name="address">Where it is; a path in front of the routes is kept.</param>
    public LegacyServer(Uri address) => http = new()
    {
        BaseAddress = new Uri($"{address.GetLeftPart(UriPartial.Path).TrimEnd('/')}/"),
        Timeout = TimeSpan.FromSeconds(100),
    };

    public void Dispose() => http.Dispose();

    /// <summary>All users, as they are on the wire.</summary>
    /// <exception cref="StartupException">The server does not answer, or not like a server of the legacy API.</exception>
    public async Task<IReadOnlyList<JsonElement>> ReadUsersAsync(CancellationToken cancellationToken)
    {
        var users = await ReadListAsync("users/", cancellationToken).ToListAsync(cancellationToken);
        while (users.Count > 0)
        {
            var more = await ReadListAsync($"users/?skip={users.Count}", cancellationToken).ToListAsync(cancellationToken);
            if (more.Count == 0 || JsonElement.DeepEquals(more[0], users[0]))
            {
                break;
            }

            isPaged = true;
            users.AddRange(more);
        }

        return users;
    }

    /// <summary>A user's tasks, as they are on the wire; none when the user has gone meanwhile.</summary>
    /// <exception cref="StartupException">The server does not answer, or not like a server of the legacy API.</exception>
    public async IAsyncEnumerable<JsonElement> ReadTasksAsync(int userId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var count = 0;
        int before;
        do
        {
            before = count;
            await foreach (var task in ReadListAsync(count == 0 ? $"users/{userId}/tasks" : $"users/{userId}/tasks?skip={count}", cancellationToken))
            {
                count++;
                yield return task;
            }
        }
        while (isPaged && count > before);
    }

    private async IAsyncEnumerable<JsonElement> ReadListAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var answer = await TryAsync(path, () => http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken));
        if (answer.StatusCode == HttpStatusCode.NotFound && path.StartsWith("users/", StringComparison.Ordinal) && path.Contains("/tasks", StringComparison.Ordinal))
        {
            yield break;
        }

        if (!answer.IsSuccessStatusCode)
        {
            throw new StartupException($"{new Uri(http.BaseAddress!, path)} answers {(int)answer.StatusCode} {answer.ReasonPhrase}. Is it a Task Tracker API?");
        }

        await using var body = await TryAsync(path, () => answer.Content.ReadAsStreamAsync(cancellationToken));
        await using var rows = JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(body, cancellationToken: cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await TryAsync(path, () => rows.MoveNextAsync().AsTask()))
        {
            yield return rows.Current;
        }
    }

    private async Task<T> TryAsync<T>(string path, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or TaskCanceledException { InnerException: TimeoutException })
        {
            throw new StartupException($"{new Uri(http.BaseAddress!, path)} cannot be read: {exception.Message} Run the import again to go on where it stopped.", exception);
        }
        catch (JsonException exception)
        {
            throw new StartupException($"{new Uri(http.BaseAddress!, path)} does not answer a list. Is it a Task Tracker API? ({exception.Message})", exception);
        }
    }
}
