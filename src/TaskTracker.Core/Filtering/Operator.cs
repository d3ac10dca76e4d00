namespace TaskTracker.Core.Filtering;

/// <summary>How a value is compared with an operand.</summary>
public enum Operator
{
    /// <summary>The same; null equals null.</summary>
    Equal,

    /// <summary>One of a list, which may hold null.</summary>
    In,

    /// <summary>After.</summary>
    Greater,

    /// <summary>After or the same.</summary>
    GreaterOrEqual,

    /// <summary>Before.</summary>
    Less,

    /// <summary>Before or the same.</summary>
    LessOrEqual,

    /// <summary>Holds the operand; ordinal, by case.</summary>
    Contains,

    /// <summary>Starts with the operand; ordinal, by case.</summary>
    StartsWith,

    /// <summary>Ends with the operand; ordinal, by case.</summary>
    EndsWith,
}
