using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Data;
using TaskTracker.Core.Data.Prepared;

namespace TaskTracker.Core.Paging;

/// <summary>Runs page queries: one command for the rows, one for the count, and each only when it is wanted.</summary>
internal static class PageReader
{
    public static async Task<Page<T>> ReadAsync<T>(
        TrackerDbContext context, RowQuery<T> source, PageQuery<T> query, PageSelection<T> selection, CancellationToken cancellationToken)
        where T : class
    {
        List<KeyedRow<T>> rows = [];
        if (selection.ReadsRows)
        {
            rows = await query.ReadAsync(context, query.Page(source), selection, cancellationToken);
        }

        var behindStart = query.AsksBehindStart(selection) && await query.BehindStart(source.Build()).AnyAsync(cancellationToken);
        var count = selection.TotalCount ? await source.Build().CountAsync(cancellationToken) : 0;
        return query.Assemble(rows, behindStart, count);
    }
}
