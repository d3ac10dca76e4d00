namespace TaskTracker.Benchmarks.Load;

/// <summary>A task that is moved from status to status, another one each time.</summary>
internal sealed class MovedTask(HttpClient http, int id)
{
    private static readonly string[] Statuses = ["IN_PROGRESS", "COMPLETED", "PENDING"];

    private int moves;

    public async Task MoveAsync()
    {
        using var answer = await http.PutAsJsonAsync($"/tasks/{id}/status", new { status = Statuses[moves++ % Statuses.Length] });
        answer.EnsureSuccessStatusCode();
    }
}
