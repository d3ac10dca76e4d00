using System.Diagnostics.CodeAnalysis;

namespace TaskTracker.Core;

/// <summary>What a use case answers: its value, or every reason for which it refused.</summary>
/// <typeparam name="T">The value of a success.</typeparam>
public readonly struct Result<T> where T : class
{
    private Result(T? value, IReadOnlyList<Failure> failures) => (Value, Failures) = (value, failures);

    /// <summary>A success, for values whose type is an interface.</summary>
    public Result(T value)
        : this(value, [])
    {
    }

    /// <summary>The value, or null when the use case refused.</summary>
    public T? Value { get; }

    /// <summary>The reasons, all that were found; empty on success.</summary>
    public IReadOnlyList<Failure> Failures { get; }

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool Succeeded => Value is not null;

    /// <summary>A success.</summary>
    public static implicit operator Result<T>(T value) => new(value, []);

    /// <summary>A refusal for one reason.</summary>
    public static implicit operator Result<T>(Failure failure) => new(null, [failure]);

    /// <summary>A refusal for several reasons at once.</summary>
    public static implicit operator Result<T>(List<Failure> failures) => new(null, failures);
}
