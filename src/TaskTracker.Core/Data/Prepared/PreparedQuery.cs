using System.Data.Common;

namespace TaskTracker.Core.Data.Prepared;

/// <summary>A query that EF has translated once, and how its rows are read without EF.</summary>
/// <param name="text">SQL.</param>
/// <param name="parameters">Its parameters.</param>
/// <param name="columns">The columns that it answers, in their order.</param>
/// <param name="read">Reads a row.</param>
public sealed class PreparedQuery<T>(string text, IReadOnlyList<PreparedParameter> parameters, IReadOnlyList<string> columns, Func<DbDataReader, T> read)
{
    private bool isChecked;

    /// <summary>SQL.</summary>
    public string Text => text;

    /// <summary>Its parameters.</summary>
    public IReadOnlyList<PreparedParameter> Parameters => parameters;

    /// <summary>Adds the reader's row to the rows.</summary>
    public void Read(DbDataReader reader, List<T> rows)
    {
        if (!isChecked)
        {
            Check(reader);
        }

        rows.Add(read(reader));
    }

    // EF promises no order of columns. A second one of a name gets a number.
    private void Check(DbDataReader reader)
    {
        if (reader.FieldCount != columns.Count || columns.Where((column, i) => !reader.GetName(i).StartsWith(column, StringComparison.Ordinal)).Any())
        {
            throw new InvalidOperationException($"The columns are not {string.Join(", ", columns)}: {text}");
        }

        isChecked = true;
    }
}

/// <summary>A parameter of a prepared query.</summary>
/// <param name="Template">As EF made it.</param>
/// <param name="Value">Which of the values it is given.</param>
public sealed record PreparedParameter(DbParameter Template, int Value);
