namespace TaskTracker.Core.Data.Prepared;

/// <summary>
/// Rows that are asked for, in two ways: in words, by which a prepared query is found, and as a query that EF translates, which is built only when it has to
/// be. Both say the same: where they differ, nothing is prepared, and a debug build fails.
/// </summary>
/// <param name="say">Says it; null when there are no words for it, and EF runs it each time.</param>
/// <param name="build">Builds it.</param>
internal sealed class RowQuery<T>(Action<QueryShape>? say, Func<IQueryable<T>> build) where T : class
{
    /// <summary>The query for EF.</summary>
    public IQueryable<T> Build() => build();

    /// <summary>The query in words; null when there are none.</summary>
    public QueryShape? Describe()
    {
        if (say is null)
        {
            return null;
        }

        var shape = new QueryShape();
        say(shape);
        return shape;
    }

    /// <summary>What becomes of these rows.</summary>
    /// <param name="sayMore">Says what, after the words for the rows.</param>
    /// <param name="change">Does it.</param>
    public RowQuery<T> Then(Action<QueryShape> sayMore, Func<IQueryable<T>, IQueryable<T>> change) => Within(rows => rows + sayMore, () => change(build()));

    /// <summary>What is made of these rows and of others.</summary>
    /// <param name="sayAll">Says it, of what says these rows.</param>
    /// <param name="buildAll">Builds it.</param>
    public RowQuery<T> Within(Func<Action<QueryShape>, Action<QueryShape>> sayAll, Func<IQueryable<T>> buildAll) => new(say is null ? null : sayAll(say), buildAll);
}
