namespace TaskTracker.Server.EventStreams;

/// <summary>What both doors send their server-sent events with.</summary>
internal static class EventStreamSetup
{
    public static IServiceCollection AddEventStreams(this IServiceCollection services)
    {
        services.AddOptions<EventStreamOptions>().BindConfiguration(EventStreamOptions.Section);
        return services.AddSingleton<EventStreamSender>();
    }
}
