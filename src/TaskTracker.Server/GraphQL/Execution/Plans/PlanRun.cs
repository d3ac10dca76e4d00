using System.Collections;
using GraphQL.DataLoader;
using ExecutionContext = GraphQL.Execution.ExecutionContext;

namespace TaskTracker.Server.GraphQL.Execution.Plans;

/// <summary>
/// One run of a plan. First what leads to objects is resolved, all of one depth before anything further down, so that whatever is loaded in batches is
/// asked for together; then everything is written, and leaves are resolved on the way.
/// </summary>
/// <exception cref="UnplannedException">The engine is to run it.</exception>
internal sealed class PlanRun(ExecutionContext context, SelectionPlan plan)
{
    private readonly List<(Slot Slot, IDataLoaderResult Batched)> batched = [];
    private readonly List<(Slot Slot, Task<object?> Resolving)> resolving = [];
    private List<PlannedObject> found = [];

    public async Task<WrittenData> RunAsync()
    {
        var root = new PlannedObject(context.RootValue, plan, null, null, null);
        found.Add(root);
        while (found.Count > 0 || batched.Count > 0)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (found.Count > 0)
            {
                var objects = found;
                found = [];
                foreach (var each in objects)
                {
                    ResolveParts(each);
                }
            }
            else
            {
                var results = batched.ConvertAll(one => (one.Slot, one.Batched.GetResultAsync(context.CancellationToken)));
                batched.Clear();
                resolving.AddRange(results);
            }

            foreach (var (slot, value) in resolving)
            {
                Keep(await value, slot);
            }

            resolving.Clear();
        }

        return new(PlanWriter.Write(context, root));
    }

    private void ResolveParts(PlannedObject parent)
    {
        var parts = parent.Selection.Parts;
        parent.Parts = parts.Length == 0 ? [] : new object?[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            // Its own: a resolver may keep it for what it loads later.
            var value = parts[i].Resolver.ResolveAsync(new PlanContext(context) { Object = parent, Plan = parts[i] });
            var slot = new Slot(parent, parts[i], parts[i].Value, parent.Parts, i, null);
            if (value.IsCompletedSuccessfully)
            {
                Keep(value.Result, slot);
            }
            else
            {
                resolving.Add((slot, value.AsTask()));
            }
        }
    }

    private void Keep(object? value, in Slot slot)
    {
        switch (value)
        {
            case null:
                slot.Values[slot.At] = slot.Plan.IsNullable ? null : throw new UnplannedException(isAlways: false);
                break;
            case IDataLoaderResult one:
                batched.Add((slot, one));
                break;
            case IEnumerable items when slot.Plan.Item is { } item:
                slot.Values[slot.At] = KeepItems(items, slot, item);
                break;
            default:
                var below = new PlannedObject(value, slot.Plan.SelectionOf(value, context.Schema), slot.Parent, slot.Field, slot.Index);
                slot.Values[slot.At] = below;
                found.Add(below);
                break;
        }
    }

    private object?[] KeepItems(IEnumerable items, in Slot slot, ValuePlan plan)
    {
        var all = items as ICollection<object?> ?? [.. items.Cast<object?>()];
        var kept = new object?[all.Count];
        var i = 0;
        foreach (var item in all)
        {
            Keep(item, new(slot.Parent, slot.Field, plan, kept, i, i));
            i++;
        }

        return kept;
    }

    /// <summary>Where a value is to be kept.</summary>
    private readonly record struct Slot(PlannedObject Parent, FieldPlan Field, ValuePlan Plan, object?[] Values, int At, int? Index);
}

/// <summary>An object of the answer.</summary>
/// <param name="source">What its resolvers are made for.</param>
/// <param name="selection">What is selected of it.</param>
/// <param name="parent">The object that it was found below; null for the root.</param>
/// <param name="foundBy">The field of that.</param>
/// <param name="index">Its place in a list.</param>
internal sealed class PlannedObject(object? source, SelectionPlan selection, PlannedObject? parent, FieldPlan? foundBy, int? index)
{
    public object? Source => source;

    public SelectionPlan Selection => selection;

    /// <summary>For each of the selection's parts null, an object, or an array of these.</summary>
    public object?[] Parts { get; set; } = [];

    /// <summary>Its place in the answer.</summary>
    public IEnumerable<object> Path
    {
        get
        {
            if (parent is null)
            {
                return [];
            }

            var path = parent.Path.Append(foundBy!.Name.Value);
            return index is { } i ? path.Append(i) : path;
        }
    }
}
