using GraphQL;
using GraphQL.Types;
using GraphQL.Validation;

namespace TaskTracker.Server.Tests.GraphQL.Transport;

/// <summary>A schema whose fields do what a transport must cope with: fail, refuse, wait, recurse.</summary>
public sealed class TransportSchema : global::GraphQL.Types.Schema
{
    public const string Secret = "the password is hunter2";

    public TransportSchema()
    {
        Query = QueryType();
        Mutation = MutationType();
        Subscription = SubscriptionType();
    }

    /// <summary>How many times the mutation ran.</summary>
    public int Increments { get; private set; }

    /// <summary>Completes when the field <c>waits</c> was entered, and then when its operation was cancelled.</summary>
    public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ObjectGraphType QueryType()
    {
        var greeting = new InputObjectGraphType { Name = "GreetingInput" };
        greeting.Field<NonNullGraphType<StringGraphType>>("name");
        greeting.Field<IntGraphType>("times");

        var query = new ObjectGraphType { Name = "Query" };
        query.Field<StringGraphType>("echo").Argument<StringGraphType>("text").Resolve(context => context.GetArgument<string?>("text"));
        query.Field<ListGraphType<ListGraphType<IntGraphType>>>("matrix").Argument<ListGraphType<ListGraphType<IntGraphType>>>("of")
            .Resolve(context => context.Arguments?["of"].Value);
        query.Field<FloatGraphType>("real").Argument<FloatGraphType>("of").Resolve(context => context.Arguments?["of"].Value);
        query.AddField(new FieldType
        {
            Name = "greet",
            Type = typeof(StringGraphType),
            Arguments = new(new QueryArgument(new NonNullGraphType(greeting)) { Name = "input" }),
            Resolver = new global::GraphQL.Resolvers.FuncFieldResolver<object?>(
                context => $"Hello {((IDictionary<string, object?>)context.Arguments!["input"].Value!)["name"]}"),
        });
        query.Field<StringGraphType>("even").Argument<IntGraphType>("number").Resolve(_ => "even").ValidateArguments(context =>
        {
            if (context.GetArgument<int>("number") % 2 != 0)
            {
                throw new ValidationError("number must be even.");
            }
        });
        query.Field<StringGraphType>("fails").Resolve(_ => throw new InvalidOperationException(Secret));
        query.Field<StringGraphType>("failsWithCause").Resolve(_ => throw new ExecutionError(Secret, new InvalidOperationException(Secret)));
        query.Field<NonNullGraphType<StringGraphType>>("mustFail").Resolve(_ => throw new InvalidOperationException(Secret));
        query.Field<StringGraphType>("refused").Resolve(_ => throw new ExecutionError("Start without a cursor.") { Code = "INVALID_CURSOR" });
        query.Field<StringGraphType>("waits").ResolveAsync(async context =>
        {
            Entered.TrySetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
            }
            finally
            {
                Cancelled.TrySetResult();
            }

            return null;
        });
        query.AddField(new FieldType
        {
            Name = "self",
            ResolvedType = query,
            Resolver = new global::GraphQL.Resolvers.FuncFieldResolver<object>(_ => new()),
        });
        return query;
    }

    private ObjectGraphType MutationType()
    {
        var mutation = new ObjectGraphType { Name = "Mutation" };
        mutation.Field<IntGraphType>("increment").Resolve(_ => ++Increments);
        return mutation;
    }

    private static ObjectGraphType SubscriptionType()
    {
        var subscription = new ObjectGraphType { Name = "Subscription" };
        subscription.Field<IntGraphType>("ticks").ResolveStream(_ => new Silence());
        return subscription;
    }

    private sealed class Silence : IObservable<object?>, IDisposable
    {
        public IDisposable Subscribe(IObserver<object?> observer) => this;

        public void Dispose()
        {
        }
    }
}
