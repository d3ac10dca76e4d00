using GraphQL.Types;

namespace TaskTracker.Schema.Nodes;

/// <summary>Relay's <c>Node</c>.</summary>
internal sealed class NodeInterface : InterfaceGraphType
{
    public NodeInterface()
    {
        Name = "Node";
        Description = "Something with a global id, which `node` finds again.";
        Field<NonNullGraphType<IdGraphType>>("id").Description("The global id: opaque, and different for every object of every type.");
    }
}
