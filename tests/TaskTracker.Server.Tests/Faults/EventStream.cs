using System.Runtime.CompilerServices;

namespace TaskTracker.Server.Tests.Faults;

/// <summary>Reads server-sent events, as far as these tests need them.</summary>
internal static class EventStream
{
    /// <summary>What <paramref name="read"/> makes of the data of each event that has some, until the stream ends.</summary>
    public static async IAsyncEnumerable<T> ReadAsync<T>(HttpRequestMessage request, Func<string, T> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var client = new HttpClient();
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal) && line.Length > "data: ".Length)
            {
                yield return read(line["data:".Length..]);
            }
        }
    }
}
