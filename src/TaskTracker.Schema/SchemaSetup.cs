using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace TaskTracker.Schema;

/// <summary>Registers the schema.</summary>
public static class SchemaSetup
{
    /// <summary>Adds <see cref="TrackerSchema"/> as the one <see cref="ISchema"/>; needs the use cases and readers of Core.</summary>
    public static IServiceCollection AddTrackerSchema(this IServiceCollection services) => services.AddSingleton<ISchema, TrackerSchema>();
}
