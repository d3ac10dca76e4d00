using Microsoft.AspNetCore.WebUtilities;
using TaskTracker.Server.Web;

namespace TaskTracker.Server.Rest.Requests;

/// <summary>The query's parameters: names differ by case, the last of a repeated one counts, unknown ones are ignored.</summary>
internal sealed class QueryFields(QueryString query, List<InputError> errors)
{
    /// <summary>A parameter's text, or null when it is not there.</summary>
    public string? this[string name]
    {
        get
        {
            string? last = null;
            foreach (var pair in new QueryStringEnumerable(query.Value))
            {
                last = IsNamed(pair, name) ? Escaped.QueryText(pair.EncodedValue.Span) : last;
            }

            return last;
        }
    }

    public long? Integer(string name)
    {
        if (this[name] is not { } text)
        {
            return null;
        }

        var problem = IntegerInput.Read(text, out var integer);
        if (problem == IntegerProblem.None)
        {
            return integer;
        }

        errors.Add(InputError.NotAnInteger(["query", name], text, problem));
        return null;
    }

    /// <summary>A number of rows: not negative.</summary>
    public int? Count(string name)
    {
        if (Integer(name) is not { } count)
        {
            return null;
        }

        if (count < 0)
        {
            errors.Add(InputError.Negative(["query", name], this[name]));
        }

        return (int)Math.Clamp(count, 0, int.MaxValue);
    }

    /// <summary>Every value of a parameter that may be given several times, or once with commas; null when it is not there.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="read">What a value means, or null when it means nothing.</param>
    /// <param name="refuse">The error for one that means nothing.</param>
    public IReadOnlyList<T>? List<T>(string name, Func<string, T?> read, Func<IReadOnlyList<object>, object?, InputError> refuse) where T : struct
    {
        List<T>? values = null;
        foreach (var pair in new QueryStringEnumerable(query.Value))
        {
            if (!IsNamed(pair, name))
            {
                continue;
            }

            values ??= [];
            foreach (var text in Escaped.QueryText(pair.EncodedValue.Span).Split(','))
            {
                if (read(text) is { } value)
                {
                    values.Add(value);
                }
                else
                {
                    errors.Add(refuse(["query", name], text));
                }
            }
        }

        return values;
    }

    /// <summary>A status by the first of these names that is there; errors carry the first name.</summary>
    public TaskStatus? Status(StatusNames names, params ReadOnlySpan<string> parameters)
    {
        foreach (var parameter in parameters)
        {
            if (this[parameter] is { } text)
            {
                if (StatusNames.Read(text) is { } status)
                {
                    return status;
                }

                errors.Add(InputError.NotAStatus(["query", parameters[0]], text, names));
                return null;
            }
        }

        return null;
    }

    /// <summary>Whether one of these parameters is there.</summary>
    public bool HasAny(params ReadOnlySpan<string> parameters)
    {
        foreach (var parameter in parameters)
        {
            if (this[parameter] is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNamed(QueryStringEnumerable.EncodedNameValuePair pair, string name) =>
        pair.EncodedName.Span.SequenceEqual(name) || Escaped.QueryText(pair.EncodedName.Span) == name;
}
