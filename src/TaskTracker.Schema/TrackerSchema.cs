using GraphQL;
using GraphQL.MicrosoftDI;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Changes;
using TaskTracker.Core.Tasks;
using TaskTracker.Core.Users;
using TaskTracker.Schema.Accounts;
using TaskTracker.Schema.Changes;
using TaskTracker.Schema.Costs;
using TaskTracker.Schema.Errors;
using TaskTracker.Schema.Nodes;
using TaskTracker.Schema.Scalars;
using TaskTracker.Schema.Tasks;
using TaskTracker.Schema.Users;

namespace TaskTracker.Schema;

/// <summary>The GraphQL face of TaskTracker; what clients see of it is <c>schema.graphql</c>.</summary>
public sealed class TrackerSchema : GraphQL.Types.Schema
{
    /// <param name="services">Gives the use cases and readers; all of them live as long as the schema.</param>
    public TrackerSchema(IServiceProvider services)
        : base(new SelfActivatingServiceProvider(services))
    {
        // Introspection's isRepeatable, and isDeprecated of inputs, which the engine leaves out unless asked, as if the specification were still that of 2018.
        Features.RepeatableDirectives = true;
        Features.DeprecationOfInputValues = true;
        Directives.Register(new SpecifiedByDirective(), new CostDirective(), new ListSizeDirective());

        // Only ever answered as an Error.
        this.RegisterType<ForbiddenError>();

        var tasks = services.GetRequiredService<TaskReader>();
        var users = services.GetRequiredService<UserReader>();

        var query = new ObjectGraphType { Name = "Query", Description = "What can be read." };
        NodeQueries.AddTo(query, tasks, users);
        TaskQueries.AddTo(query, tasks);
        UserQueries.AddTo(query, users);
        ViewerType.AddTo(query);
        ChangeQueries.AddTo(query, services.GetRequiredService<ChangeReader>());
        query.CostOfRootFields();
        query.TraceFields();
        Query = query;

        var mutation = new ObjectGraphType { Name = "Mutation", Description = "What can be changed. Mutations of one operation run one after the other." };
        ActivatorUtilities.CreateInstance<UserMutations>(services).AddTo(mutation);
        ActivatorUtilities.CreateInstance<TaskMutations>(services).AddTo(mutation);
        ActivatorUtilities.CreateInstance<TaskBatchMutations>(services).AddTo(mutation);
        ActivatorUtilities.CreateInstance<SessionMutations>(services).AddTo(mutation);
        ActivatorUtilities.CreateInstance<ApiKeyMutations>(services).AddTo(mutation);
        ActivatorUtilities.CreateInstance<AccountMutations>(services).AddTo(mutation);
        mutation.CostOfRootFields();
        mutation.TraceFields();
        Mutation = mutation;

        var subscription = new ObjectGraphType
        {
            Name = "Subscription",
            Description = "What can be subscribed to, over a WebSocket (graphql-transport-ws) or as server-sent events (graphql-sse).",
        };
        ChangeSubscriptions.AddTo(subscription);
        Subscription = subscription;
    }
}
