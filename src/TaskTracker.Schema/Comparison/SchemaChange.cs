namespace TaskTracker.Schema.Comparison;

/// <summary>What a change of the schema does to clients that were written for it as it was.</summary>
public enum Impact
{
    /// <summary>Every operation goes on working, and what it gets is what it expects.</summary>
    Safe,

    /// <summary>Every operation goes on working; a client may get, or mean, something that it does not expect.</summary>
    Dangerous,

    /// <summary>There are operations that the server refuses now, or answers that a client cannot read.</summary>
    Breaking,
}

/// <summary>One difference between two schemas.</summary>
/// <param name="Impact">What it does to clients.</param>
/// <param name="Place">Where it is: <c>Type</c>, <c>Type.field</c>, <c>Type.field(argument:)</c>, <c>Enum.VALUE</c> or <c>@directive</c>.</param>
/// <param name="Message">What is different, as a sentence without its subject.</param>
public sealed record SchemaChange(Impact Impact, string Place, string Message);
