using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Data;
using TaskTracker.Core.Data.Prepared;
using TaskTracker.Core.Filtering;

namespace TaskTracker.Core.Paging;

/// <summary>
/// Rows that each belong to one owner, read a page for each of many owners at once: one command for all rows and one for all
/// counts. The rows of each owner come from an index seek for that owner with a limit, never from all rows of all owners.
/// </summary>
/// <param name="ownerId">An owner's id.</param>
/// <param name="owner">The id of a row's owner; a stored property.</param>
/// <param name="key">A row's own key.</param>
internal sealed class OwnedRows<TOwner, TRow, TKey>(
    Expression<Func<TOwner, int>> ownerId, Expression<Func<TRow, int>> owner, Expression<Func<TRow, TKey>> key)
    where TOwner : class
    where TRow : class
{
    private readonly Func<TRow, int> ownerOf = owner.Compile();
    private readonly ColumnSet<TRow> ownerColumn = ColumnSet<TRow>.Of(((MemberExpression)owner.Body).Member.Name);

    /// <summary>A page for every one of the ids; owners without rows have an empty one.</summary>
    public async Task<IReadOnlyDictionary<int, Page<TRow>>> ReadPagesAsync(
        TrackerDbContext context, IReadOnlyCollection<int> ownerIds, RowQuery<TRow> source, PageQuery<TRow> page, PageSelection<TRow> selection,
        CancellationToken cancellationToken)
    {
        if (ownerIds.Count == 0)
        {
            return new Dictionary<int, Page<TRow>>();
        }

        ILookup<int, KeyedRow<TRow>>? rows = null;
        if (selection.ReadsRows)
        {
            var withOwner = selection with { Columns = (selection.Columns ?? default) | ownerColumn };
            var first = ownerIds.Count == 1
                ? page.Page(source.Then(shape => shape.Say("of").Give(ownerIds.First()), rows => rows.Where(BelongsToOneOf(ownerIds))))
                : source.Within(
                    rows => (shape => shape.Say("first of each of").Give(ownerIds.ToArray())) + rows + page.Describe, () => FirstOfEach(context, ownerIds, source.Build(), page));
            rows = (await page.ReadAsync(context, first, withOwner, cancellationToken)).ToLookup(row => ownerOf(row.Item));
        }

        var behindStart = page.AsksBehindStart(selection)
            ? await page.BehindStart(OfOwners()).Select(owner).Distinct().ToHashSetAsync(cancellationToken)
            : [];
        var counts = selection.TotalCount
            ? await OfOwners().GroupBy(owner).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken)
            : [];
        return ownerIds.ToDictionary(id => id, id => page.Assemble(rows is null ? [] : [.. rows[id]], behindStart.Contains(id), counts.GetValueOrDefault(id)));

        IQueryable<TRow> OfOwners() => source.Build().Where(BelongsToOneOf(ownerIds));
    }

    private IQueryable<TRow> FirstOfEach(TrackerDbContext context, IReadOnlyCollection<int> ownerIds, IQueryable<TRow> source, PageQuery<TRow> page)
    {
        var isWanted = Expression.Parameter(typeof(TOwner), "owner");
        var owners = context.Set<TOwner>().Where(Expression.Lambda<Func<TOwner, bool>>(IsOneOf(ownerIds, isWanted.Get(ownerId)), isWanted));
        if (context.HasLateralJoins)
        {
            // With an addition of nothing: of two columns that are equal, EF would number all rows of all owners and join those, instead of seeking each owner's.
            var each = Expression.Parameter(typeof(TOwner), "owner");
            Func<Expression, Expression, Expression> belongs = (id, rowsOwner) => Expression.Equal(rowsOwner, Expression.Add(id, Expression.Constant(0)));
            return page.Order(owners.SelectMany(Expression.Lambda<Func<TOwner, IEnumerable<TRow>>>(FirstOf(each, belongs).Expression, each)));
        }

        var pair = Expression.Parameter(typeof(OwnerAndRow), "pair");
        var firstKeys = FirstOf(Expression.Property(pair, nameof(OwnerAndRow.Owner)), Expression.Equal).Select(key).Expression;
        var rowKey = Expression.Property(pair, nameof(OwnerAndRow.Row)).Get(key);
        var isOneOfThem = Expression.Call(typeof(Queryable), nameof(Queryable.Contains), [typeof(TKey)], firstKeys, rowKey);
        return page.Order(owners.SelectMany(o => context.Set<TRow>(), (o, row) => new OwnerAndRow { Owner = o, Row = row })
            .Where(Expression.Lambda<Func<OwnerAndRow, bool>>(isOneOfThem, pair))
            .Select(both => both.Row));

        IQueryable<TRow> FirstOf(Expression each, Func<Expression, Expression, Expression> belongs)
        {
            var row = Expression.Parameter(typeof(TRow), "row");
            return page.Page(source.Where(Expression.Lambda<Func<TRow, bool>>(belongs(each.Get(ownerId), row.Get(owner)), row)));
        }
    }

    private Expression<Func<TRow, bool>> BelongsToOneOf(IReadOnlyCollection<int> ownerIds)
    {
        var row = Expression.Parameter(typeof(TRow), "row");
        return Expression.Lambda<Func<TRow, bool>>(IsOneOf(ownerIds, row.Get(owner)), row);
    }

    private static Expression IsOneOf(IReadOnlyCollection<int> ids, Expression id) => ids.Count == 1
        ? Expression.Equal(id, QueryParameter.Of(ids.First(), typeof(int)))
        : QueryMethods.IsIn(id, QueryParameter.Of(ids.ToArray(), typeof(IEnumerable<int>)));

    private sealed class OwnerAndRow
    {
        public required TOwner Owner { get; init; }

        public required TRow Row { get; init; }
    }
}
