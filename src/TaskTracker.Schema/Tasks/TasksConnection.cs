using TaskTracker.Core.Tasks;
using TaskTracker.Schema.Paging;

namespace TaskTracker.Schema.Tasks;

internal sealed class TasksConnection() : ConnectionType<TaskItem, TaskType, TasksEdge>("TasksConnection", "tasks");

internal sealed class TasksEdge() : EdgeType<TaskItem, TaskType>("TasksEdge", "task");
