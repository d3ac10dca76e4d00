namespace TaskTracker.Server.GraphQL.Costs;

/// <summary>What an operation, or a part of one, costs.</summary>
/// <param name="Fields">The work of finding things that is done for every object above them.</param>
/// <param name="Arguments">What is done once for a field, however many objects it is asked of: one command reads for all of them, and compares and sorts no more rows than there are.</param>
/// <param name="Type">The objects of the answer.</param>
internal readonly record struct OperationCost(double Fields, double Arguments, double Type)
{
    /// <summary>The work of finding things.</summary>
    public double Field => Fields + Arguments;

    public static OperationCost operator +(OperationCost left, OperationCost right) =>
        new(left.Fields + right.Fields, left.Arguments + right.Arguments, left.Type + right.Type);

    /// <summary>The cost below a field that answers so many objects.</summary>
    public OperationCost ForEach(double objects) => new(Fields * objects, objects > 0 ? Arguments : 0, Type * objects);

    /// <summary>The greater of each.</summary>
    public static OperationCost Max(OperationCost left, OperationCost right) =>
        new(Math.Max(left.Fields, right.Fields), Math.Max(left.Arguments, right.Arguments), Math.Max(left.Type, right.Type));
}
