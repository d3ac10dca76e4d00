using GraphQL.Types;

namespace TaskTracker.Schema.Mutations;

/// <summary>The field with which a caller says what it has seen.</summary>
internal static class ExpectedVersionField
{
    public const string Name = "expectedVersion";

    /// <summary>Adds it.</summary>
    /// <param name="input">The input of a mutation that changes something.</param>
    /// <param name="noun">What it changes, such as <c>task</c>.</param>
    public static void ExpectsVersion(this InputObjectGraphType input, string noun) => input.Field<IntGraphType>(Name)
        .Description($"The version of the {noun} that you have seen: nothing is changed if it has changed since. When left out, the last change of each field wins.");
}
