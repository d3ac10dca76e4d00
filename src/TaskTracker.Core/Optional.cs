namespace TaskTracker.Core;

/// <summary>
/// A value that may have been left out. In a partial update, what is left out stays as it is, which is not the same
/// as setting it to null.
/// </summary>
/// <typeparam name="T">The value's type; nullable where null is a value.</typeparam>
public readonly record struct Optional<T>
{
    private Optional(T value) => (IsGiven, Value) = (true, value);

    /// <summary>Whether the caller gave a value, null included.</summary>
    public bool IsGiven { get; }

    /// <summary>The value; the default of its type when it was not given.</summary>
    public T? Value { get; }

    /// <summary>A given value.</summary>
    public static implicit operator Optional<T>(T value) => new(value);
}
