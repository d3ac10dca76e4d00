using System.Diagnostics;
using GraphQL;
using GraphQL.Resolvers;
using GraphQL.Types;

namespace TaskTracker.Schema;

/// <summary>Spans of operations and of the fields that ask for something. While nobody listens there are none, and nothing is allocated.</summary>
public static class SchemaTraces
{
    /// <summary>The spans' source; operations themselves are whoever's who runs them.</summary>
    public static ActivitySource Source { get; } = new("TaskTracker.GraphQL");

    /// <summary>Gives each field of a root type spans. Not those further down: they take from what was read, or load in batches, which have their own.</summary>
    internal static void TraceFields(this ObjectGraphType root)
    {
        foreach (var field in root.Fields)
        {
            field.Resolver = new TracedResolver($"{root.Name}.{field.Name}", field.Resolver!);
        }
    }

    private sealed class TracedResolver(string name, IFieldResolver inner) : IFieldResolver
    {
        public ValueTask<object?> ResolveAsync(IResolveFieldContext context) => Source.HasListeners() ? TraceAsync(context) : inner.ResolveAsync(context);

        private async ValueTask<object?> TraceAsync(IResolveFieldContext context)
        {
            using var span = Source.StartActivity(name);
            try
            {
                return await inner.ResolveAsync(context);
            }
            catch (Exception exception)
            {
                span?.SetStatus(ActivityStatusCode.Error, exception.GetType().Name);
                throw;
            }
        }
    }
}
