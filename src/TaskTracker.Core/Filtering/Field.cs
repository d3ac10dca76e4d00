using System.Linq.Expressions;
using TaskTracker.Core.Access;

namespace TaskTracker.Core.Filtering;

/// <summary>
/// Something of a <typeparamref name="T"/> that callers can filter by and, if it is a single value, sort by. The lists
/// <see cref="Tasks.TaskFields"/> and <see cref="Users.UserFields"/> are the one place to add one: the filter, the sort
/// and the schema's input types follow.
/// </summary>
/// <param name="Name">In GraphQL spelling.</param>
/// <param name="Description">For API users.</param>
public abstract record Field<T>(string Name, string Description)
{
    /// <summary>What a caller needs, beside what the list itself needs, to filter or sort by it: an order tells values too.</summary>
    public Permissions Requires { get; init; }
}

/// <summary>A field that holds one value.</summary>
/// <param name="Name">In GraphQL spelling.</param>
/// <param name="Description">For API users.</param>
/// <param name="Selector">Where it is; the body is a property of the parameter.</param>
/// <param name="IsNullable">Whether the value may be null.</param>
public abstract record ValueField<T>(string Name, string Description, LambdaExpression Selector, bool IsNullable)
    : Field<T>(Name, Description)
{
    /// <summary>The value's type without nullability: int, string, DateTime, DateOnly or an enum.</summary>
    public Type ValueType { get; } = Nullable.GetUnderlyingType(Selector.ReturnType) ?? Selector.ReturnType;

    /// <summary>The type whose ids these values are, such as <c>Task</c>; null when they are not ids.</summary>
    public string? IdOf { get; init; }
}

/// <summary>A field that holds one <typeparamref name="TValue"/>.</summary>
public sealed record ValueField<T, TValue>(string Name, string Description, Expression<Func<T, TValue>> TypedSelector, bool IsNullable = false)
    : ValueField<T>(Name, Description, TypedSelector, IsNullable);

/// <summary>A field that leads to one other entity; <paramref name="IsNullable"/> tells whether there may be none.</summary>
public sealed record ReferenceField<T, TTarget>(
    string Name, string Description, Expression<Func<T, TTarget?>> Selector, Func<FieldSet<TTarget>> Target, bool IsNullable = false)
    : Field<T>(Name, Description)
    where TTarget : class;

/// <summary>A field that leads to many other entities.</summary>
public sealed record CollectionField<T, TItem>(string Name, string Description, Expression<Func<T, IEnumerable<TItem>>> Selector, Func<FieldSet<TItem>> Target)
    : Field<T>(Name, Description)
    where TItem : class;

/// <summary>All fields of a <typeparamref name="T"/> in the order of the schema.</summary>
/// <param name="TypeName">The entity's name in the schema.</param>
/// <param name="Fields">The fields; names are unique.</param>
public sealed record FieldSet<T>(string TypeName, IReadOnlyList<Field<T>> Fields)
{
    /// <summary>The field of that name; throws when there is none, which only a defect can cause.</summary>
    public Field<T> this[string name] => Fields.First(field => field.Name == name);
}
