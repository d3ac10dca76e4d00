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

    /// <summary>The same refusal, for who answers another value. Of a success there is none.</summary>
    public Refusal Refusal => new(Failures);

    /// <summary>A success.</summary>
    public static implicit operator Result<T>(T value) => new(value, []);

    /// <summary>A refusal for one reason.</summary>
    public static implicit operator Result<T>(Failure failure) => new(null, [failure]);

    /// <summary>A refusal for several reasons at once.</summary>
    public static implicit operator Result<T>(List<Failure> failures) => new(null, failures);

    /// <summary>What something else refused.</summary>
    public static implicit operator Result<T>(Refusal refusal) => new(null, refusal.Failures);
}

/// <summary>Why a use case refused, without the type of what it would have answered.</summary>
/// <param name="Failures">The reasons; at least one.</param>
public readonly record struct Refusal(IReadOnlyList<Failure> Failures);
