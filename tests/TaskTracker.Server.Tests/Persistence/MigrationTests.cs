using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Data;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Persistence;

/// <summary>Stores of earlier versions.</summary>
public sealed class MigrationTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Tasks_from_before_they_had_details_are_completed_since_their_last_move_to_completed()
    {
        await using (var before = TrackerServer.With([], folder.Path))
        {
            using var session = await before.Services.GetRequiredService<TrackerDatabase>().ReadAsync(default);
            await session.Context.GetService<IMigrator>().MigrateAsync("20261123090444_Accounts");
            await session.Context.Database.ExecuteSqlRawAsync(
                """
                INSERT INTO users (id, username, username_key, email, email_key, created_at, version) VALUES (1, 'alice', 'ALICE', 'a@example.com', 'A@EXAMPLE.COM', 0, 1);
                INSERT INTO tasks (id, title, status, user_id, created_at, updated_at, version) VALUES
                  (1, 'open', 1, 1, 1000000, 5000000, 2), (2, 'completed from the start', 2, 1, 2000000, 2000000, 1), (3, 'edited since', 2, 1, 3000000, 9000000, 5);
                INSERT INTO task_changes (task_id, task_version, kind, changes, from_status, to_status, user_id, origin, at) VALUES
                  (3, 2, 2, '[]', 0, 2, 1, 0, 4000000), (3, 3, 2, '[]', 2, 0, 1, 0, 5000000), (3, 4, 2, '[]', 0, 2, 1, 0, 6000000), (3, 5, 1, '[]', NULL, NULL, 1, 0, 9000000);
                """);
        }

        await using var now = TrackerServer.With([], folder.Path);

        await now.AnswersAsync(
            "{ tasks { nodes { title priority dueDate createdById createdBy { id } completedAt version } } }",
            """
            { "tasks": { "nodes": [
              { "title": "open", "priority": "NONE", "dueDate": null, "createdById": null, "createdBy": null, "completedAt": null, "version": 2 },
              { "title": "completed from the start", "priority": "NONE", "dueDate": null, "createdById": null, "createdBy": null, "completedAt": "1970-01-01T00:00:02Z", "version": 1 },
              { "title": "edited since", "priority": "NONE", "dueDate": null, "createdById": null, "createdBy": null, "completedAt": "1970-01-01T00:00:06Z", "version": 5 } ] } }
            """);
    }
}
