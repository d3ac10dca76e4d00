namespace TaskTracker.Server.Transfer;

/// <summary>Takes over what a running legacy server has.</summary>
internal sealed class LegacyImport(LegacyServer source, LegacyRecords records, StoreImport import)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var users = await source.ReadUsersAsync(cancellationToken);
        List<int> ids = [];
        await ProgressReport.RunAsync("users", users.Count, import.Output, async report =>
        {
            foreach (var (i, user) in users.Index())
            {
                await import.AddUserAsync(FormattableString.Invariant($"GET /users/, user {i + 1}"), () =>
                {
                    var read = records.ReadUser(user);
                    ids.Add(read.Id);
                    return read;
                });
                report(1);
            }

            await import.FlushAsync();
        });
        await ProgressReport.RunAsync("users' tasks", ids.Count, import.Output, async report =>
        {
            foreach (var id in ids)
            {
                var i = 0;
                await foreach (var task in source.ReadTasksAsync(id, cancellationToken))
                {
                    await import.AddTaskAsync(FormattableString.Invariant($"GET /users/{id}/tasks, task {++i}"), () => records.ReadTask(task));
                }

                report(1);
            }

            await import.FlushAsync();
        });
    }
}
