namespace TaskTracker.Core.Paging;

/// <summary>One page of a list. What the caller did not select is not read and has its type's default.</summary>
/// <param name="Rows">The rows in the order asked for, also when paging backward.</param>
/// <param name="HasNextPage">Whether rows follow the last one, between the cursors that were given.</param>
/// <param name="HasPreviousPage">Whether rows come before the first one, between the cursors that were given.</param>
/// <param name="TotalCount">How many rows the filter leaves, paging aside.</param>
public sealed record Page<T>(IReadOnlyList<PageRow<T>> Rows, bool HasNextPage, bool HasPreviousPage, int TotalCount)
    where T : class
{
    /// <summary>The change-log cursor of what the page shows: everything up to it, and on SQLite nothing after it.</summary>
    public string? AsOf { get; init; }
}

/// <summary>A row and its place.</summary>
/// <param name="Item">The row, with the selected columns only.</param>
/// <param name="Cursor">Makes the row's cursor.</param>
public readonly record struct PageRow<T>(T Item, Func<string> Cursor) where T : class;

/// <summary>What of a page is wanted, so that nothing else is read.</summary>
/// <param name="Columns">The rows' columns; null when no rows are wanted.</param>
/// <param name="Cursors">Whether cursors are.</param>
/// <param name="HasNextPage">Whether <see cref="Page{T}.HasNextPage"/> is.</param>
/// <param name="HasPreviousPage">Whether <see cref="Page{T}.HasPreviousPage"/> is.</param>
/// <param name="TotalCount">Whether <see cref="Page{T}.TotalCount"/> is.</param>
public sealed record PageSelection<T>(ColumnSet<T>? Columns, bool Cursors, bool HasNextPage, bool HasPreviousPage, bool TotalCount)
    where T : class
{
    /// <summary>Whether <see cref="Page{T}.AsOf"/> is; on SQLite everything is then read from one snapshot.</summary>
    public bool AsOf { get; init; }

    /// <summary>Whether rows must be read at all.</summary>
    public bool ReadsRows => Columns is not null || Cursors || HasNextPage || HasPreviousPage;
}
