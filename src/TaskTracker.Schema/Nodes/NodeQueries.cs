using GraphQL;
using GraphQL.DataLoader;
using GraphQL.Types;
using TaskTracker.Core;
using TaskTracker.Core.Tasks;
using TaskTracker.Core.Users;
using TaskTracker.Schema.Batching;
using TaskTracker.Schema.Costs;
using TaskTracker.Schema.Selection;

namespace TaskTracker.Schema.Nodes;

/// <summary><c>Query.node</c> and <c>Query.nodes</c>, which find any object by its global id.</summary>
internal static class NodeQueries
{
    private const int MaximumIds = 100;

    public static void AddTo(ObjectGraphType query, TaskReader tasks, UserReader users)
    {
        query.Field<NodeInterface>("node").Description("The object with this global id; null when there is none.")
            .Argument<NonNullGraphType<IdGraphType>>("id", "A global id.")
            .Resolve(context => Find(context, context.GetArgument<object>("id"), "id"));
        query.Field<NonNullGraphType<ListGraphType<NodeInterface>>>("nodes")
            .Description("The objects with these global ids, in the order of the ids; null in place of each that does not exist.")
            .Argument<NonNullGraphType<ListGraphType<NonNullGraphType<IdGraphType>>>>("ids", $"Up to {MaximumIds} global ids.")
            .ListSizeOf("ids", MaximumIds)
            .Resolve(context =>
            {
                var ids = context.GetArgument<List<object>>("ids");
                return ids.Count <= MaximumIds
                    ? ids.Select((id, i) => Find(context, id, $"ids[{i}]")).ToList()
                    : throw new RefusedException(new InvalidPage($"'ids' must hold at most {MaximumIds} ids."));
            });

        IDataLoaderResult Find(IResolveFieldContext context, object id, string argument) => GlobalId.Parse(GlobalId.Text(id)) switch
        {
            ("Task", var number) => Batch<TaskItem>(context, "Task", tasks.FindManyAsync).Add(number),
            ("User", var number) => Batch<User>(context, "User", users.FindManyAsync).Add(number),
            _ => throw new RefusedException(new InvalidInput(argument, new InputProblem.NotAGlobalId())),
        };
    }

    private delegate Task<IReadOnlyDictionary<int, T>> FindMany<T>(
        Core.Access.Actor actor, IReadOnlyCollection<int> ids, Core.Paging.ColumnSet<T> columns, CancellationToken cancellationToken)
        where T : class;

    private static Batch<int, T> Batch<T>(IResolveFieldContext context, string typeName, FindMany<T> find) where T : class
    {
        var columns = Selections.Columns<T>(context, context.FieldAst.SelectionSet, (IObjectGraphType)context.Schema.AllTypes[typeName]!);
        return Batches.Of<int, T>(context, ("node", typeName, columns), (ids, token) => find(context.Actor(), ids, columns, token));
    }
}
