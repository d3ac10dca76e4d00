using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SQLitePCL;
using TaskTracker.Core.Data;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Persistence;

/// <summary>What SQLite itself says of a statement that a connection of the store keeps.</summary>
public sealed class SqliteStatementTests
{
    // SQLITE_STMTSTATUS_REPREPARE of https://sqlite.org/c3ref/c_stmtstatus_counter.html
    private const int CompiledAgain = 5;

    [Fact]
    public async Task A_page_is_compiled_once_however_often_it_is_read()
    {
        await using var server = TrackerServer.With([]);
        using var session = await server.Services.GetRequiredService<TrackerDatabase>().ReadAsync(default);
        var connection = ((SqliteConnection)session.Context.Database.GetDbConnection()).Handle;
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_prepare_v2(connection, "SELECT id FROM tasks ORDER BY id LIMIT ?", out var page));
        using (page)
        {
            for (var size = 1; size <= 3; size++)
            {
                raw.sqlite3_bind_int(page, 1, size);
                raw.sqlite3_step(page);
                raw.sqlite3_reset(page);
            }

            Assert.Equal(0, raw.sqlite3_stmt_status(page, CompiledAgain, resetFlg: 0));
        }
    }
}
