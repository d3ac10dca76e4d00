using System.Text;
using System.Text.Json.Nodes;

namespace TaskTracker.Benchmarks.Workloads;

/// <summary>Both sides answer the same, byte for byte, before anything is measured; but for the times of REST's writes.</summary>
internal static class AnswerCheck
{
    private const int Checked = 20;

    public static async Task RunAsync(Workload workload, Uri ours, Uri limit)
    {
        using var http = new HttpClient();
        foreach (var request in workload.Requests.Take(Checked))
        {
            var (mine, other) = (await AskAsync(new(ours, request.Path)), await AskAsync(new(limit, request.LimitPath)));
            if (request.Method == "GET" || request.Path == "/graphql" ? mine != other : WithoutTimes(mine) != WithoutTimes(other))
            {
                throw new InvalidDataException($"{workload.Name}: the answers differ.\n{mine}\n{other}");
            }

            async Task<string> AskAsync(Uri address)
            {
                using var message = new HttpRequestMessage(new(request.Method), address)
                {
                    Content = request.Body is null ? null : new StringContent(request.Body, Encoding.UTF8, "application/json"),
                };
                using var answer = await http.SendAsync(message);
                answer.EnsureSuccessStatusCode();
                return await answer.Content.ReadAsStringAsync();
            }
        }
    }

    private static string WithoutTimes(string answer)
    {
        var json = JsonNode.Parse(answer)!.AsObject();
        json.Remove("created_at");
        json.Remove("updated_at");
        return json.ToJsonString();
    }
}
