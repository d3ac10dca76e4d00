using TaskTracker.Core.Changes;
using TaskTracker.Core.Idempotency;
using TaskTracker.Core.Tasks;
using TaskTracker.Core.Transfer;
using TaskTracker.Core.Users;

namespace TaskTracker.Server.Configuration;

/// <summary>The use cases and readers; they keep no state.</summary>
internal static class CoreSetup
{
    public static IServiceCollection AddTrackerCore(this IServiceCollection services) => services
        .AddSingleton(TimeProvider.System)
        .AddSingleton<TaskReader>()
        .AddSingleton<CreateTask>()
        .AddSingleton<UpdateTask>()
        .AddSingleton<AssignTask>()
        .AddSingleton<UpdateTaskStatus>()
        .AddSingleton<CreateTasks>()
        .AddSingleton<UpdateTasks>()
        .AddSingleton<UpdateTaskStatuses>()
        .AddSingleton<DeleteTask>()
        .AddSingleton<RestoreTask>()
        .AddSingleton<ChangeReader>()
        .AddSingleton<ChangeFeed>()
        .AddSingleton<ChangeFollower>()
        .AddSingleton<IdempotentWrites>()
        .AddSingleton<UserReader>()
        .AddSingleton<CreateUser>()
        .AddSingleton<UpdateUser>()
        .AddSingleton<ImportUsers>()
        .AddSingleton<ImportTasks>()
        .AddSingleton<ImportChanges>()
        .AddSingleton<ExportStore>();
}
