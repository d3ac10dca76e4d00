using GraphQL;

namespace TaskTracker.Schema.Selection;

/// <summary>
/// What a field's selection, and some of its arguments, tell a resolver. Where no variable has a part in these arguments it is read once and kept with the document,
/// for all who send the same.
/// </summary>
/// <param name="read">Reads it. It must look at nothing else, least of all at who asks.</param>
/// <param name="arguments">The arguments that it looks at.</param>
public sealed class PerDocument<T>(Func<IResolveFieldContext, T> read, params string[] arguments)
{
    /// <summary>The arguments that it looks at.</summary>
    public IReadOnlyList<string> Arguments => arguments;

    /// <summary>Reads it anew.</summary>
    public T Read(IResolveFieldContext context) => read(context);

    /// <summary>What it is for the current field.</summary>
    internal T Of(IResolveFieldContext context) => context is IKeepsPerDocument keeper ? keeper.Keep(this) : read(context);
}

/// <summary>A context whose field is known from an earlier request with the same document.</summary>
public interface IKeepsPerDocument
{
    /// <summary>What was read before, or what is read now.</summary>
    T Keep<T>(PerDocument<T> what);
}
