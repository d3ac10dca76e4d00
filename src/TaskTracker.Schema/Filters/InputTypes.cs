using TaskTracker.Core.Access;
using TaskTracker.Core.Filtering;
using TaskTracker.Core.Tasks;
using TaskTracker.Core.Users;
using TaskTracker.Schema.Tasks;
using TaskTracker.Schema.Users;

namespace TaskTracker.Schema.Filters;

/// <summary>Which input type filters and sorts which field.</summary>
internal static class InputTypes
{
    public static Type FilterOf<T>(Field<T> field) => field switch
    {
        ValueField<T> { IdOf: not null } => typeof(IdOperationFilterInput),
        ValueField<T> value when value.ValueType == typeof(int) => typeof(IntOperationFilterInput),
        ValueField<T> value when value.ValueType == typeof(string) => typeof(StringOperationFilterInput),
        ValueField<T> value when value.ValueType == typeof(DateTime) => typeof(DateTimeOperationFilterInput),
        ValueField<T> value when value.ValueType == typeof(DateOnly) => typeof(LocalDateOperationFilterInput),
        ValueField<T> value when value.ValueType == typeof(Role) => typeof(RoleOperationFilterInput),
        ValueField<T> value when value.ValueType == typeof(TaskStatus) => typeof(TaskStatusOperationFilterInput),
        ValueField<T> value when value.ValueType == typeof(TaskPriority) => typeof(TaskPriorityOperationFilterInput),
        ReferenceField<T, User> => typeof(UserFilterInput),
        CollectionField<T, TaskItem> => typeof(ListFilterInputTypeOfTaskFilterInput),
        _ => throw new NotSupportedException($"No filter input type for '{field.Name}'."),
    };

    /// <summary>Null when the field cannot be sorted by.</summary>
    public static Type? SortOf<T>(Field<T> field) => field switch
    {
        ValueField<T> => typeof(SortEnumType),
        ReferenceField<T, User> => typeof(UserSortInput),
        _ => null,
    };
}
