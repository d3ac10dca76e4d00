using System.Data.Common;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using TaskTracker.Core.Filtering;
using TaskTracker.Core.Paging;

namespace TaskTracker.Core.Data.Prepared;

/// <summary>
/// What is selected of rows, as a list of columns and as a function that reads them, by the model's own mappings of types.
/// </summary>
internal sealed class RowReading<T> where T : class
{
    private readonly IModel model;
    private readonly List<(string Path, Expression Selected, IProperty Property)> columns = [];
    private readonly ParameterExpression row = Expression.Parameter(typeof(T), "row");
    private readonly ParameterExpression reader = Expression.Parameter(typeof(DbDataReader), "reader");
    private Expression? joined;
    private bool isFit = true;

    private RowReading(IModel model) => this.model = model;

    /// <summary>The names of the columns, in their order.</summary>
    public IReadOnlyList<string> Columns { get; private set; } = [];

    /// <summary>Selects them, in their order.</summary>
    public Expression<Func<T, object?[]>> Projection { get; private set; } = null!;

    /// <summary>Reads a row of them.</summary>
    public Func<DbDataReader, KeyedRow<T>> Read { get; private set; } = null!;

    /// <returns>Null when something else than stored properties is selected.</returns>
    public static RowReading<T>? Create(IModel model, ColumnSet<T> columns, IReadOnlyList<SortKey<T>>? keys)
    {
        var reading = new RowReading<T>(model);
        var item = columns.Read(reading.row, column => reading.Value(column), reading.IsMissing);
        Expression keyed = keys is null
            ? Expression.Constant(null, typeof(object?[]))
            : Expression.NewArrayInit(typeof(object), keys.Select(key => Expression.Convert(reading.Value(reading.row.Get(key.Selector), key.IsNullable), typeof(object))));
        if (!reading.isFit)
        {
            return null;
        }

        reading.Read = Expression.Lambda<Func<DbDataReader, KeyedRow<T>>>(
            Expression.MemberInit(
                Expression.New(typeof(KeyedRow<T>)),
                Expression.Bind(typeof(KeyedRow<T>).GetProperty(nameof(KeyedRow<>.Item))!, item),
                Expression.Bind(typeof(KeyedRow<T>).GetProperty(nameof(KeyedRow<>.Keys))!, keyed)),
            reading.reader).Compile();
        reading.Columns = [.. reading.columns.Select(column => column.Property.GetColumnName())];
        reading.Projection = Expression.Lambda<Func<T, object?[]>>(
            Expression.NewArrayInit(typeof(object), reading.columns.Select(column => Expression.Convert(column.Selected, typeof(object)))), reading.row);
        return reading;
    }

    /// <summary>
    /// The rows, joined with what they refer to before they are limited: EF would limit them first, and sort what it then joins once more. It joins where a
    /// condition asks for it, so there is one that always holds.
    /// </summary>
    public Expression Join(Expression rows) =>
        joined is not null && rows is MethodCallExpression { Method.Name: nameof(Queryable.Take), Arguments: [var all, var count] }
            ? QueryMethods.Take<T>(QueryMethods.Where<T>(all, Expression.Lambda<Func<T, bool>>(joined, row)), count)
            : rows;

    private Expression IsMissing(MemberExpression reference, MemberExpression key)
    {
        var id = model.FindEntityType(typeof(T))?.FindNavigation(reference.Member)?.ForeignKey.Properties[0].PropertyInfo;
        if (id is null)
        {
            isFit = false;
            return Expression.Constant(true);
        }

        var fits = Expression.OrElse(
            Expression.Equal(reference, Expression.Constant(null, reference.Type)), Expression.Equal(Expression.Convert(key, id.PropertyType), Expression.Property(row, id)));
        joined = joined is null ? fits : Expression.AndAlso(joined, fits);
        return IsNull(Find(key));
    }

    private Expression Value(Expression selected, bool? isNullable = null)
    {
        var at = Find(selected);
        if (at < 0)
        {
            return Expression.Default(selected.Type);
        }

        var property = columns[at].Property;
        var value = Value(property, at);
        value = value.Type == selected.Type ? value : Expression.Convert(value, selected.Type);
        return isNullable ?? property.IsNullable ? Expression.Condition(IsNull(at), Expression.Default(selected.Type), value) : value;
    }

    // What is selected twice is read from one column, as EF would have it.
    private int Find(Expression selected)
    {
        var member = (selected is UnaryExpression { NodeType: ExpressionType.Convert } convert ? convert.Operand : selected) as MemberExpression;
        if (member is null || model.FindEntityType(member.Member.DeclaringType!)?.FindProperty(member.Member.Name) is not { } property)
        {
            isFit = false;
            return -1;
        }

        var path = member.ToString();
        var at = columns.FindIndex(column => column.Path == path);
        if (at < 0)
        {
            at = columns.Count;
            columns.Add((path, selected, property));
        }

        return at;
    }

    private Expression IsNull(int at) => Expression.Call(reader, nameof(DbDataReader.IsDBNull), null, Expression.Constant(at));

    private Expression Value(IProperty property, int at)
    {
        var mapping = property.GetRelationalTypeMapping();
        var method = mapping.GetDataReaderMethod();
        Expression value = mapping.CustomizeDataReaderExpression(Expression.Call(method.DeclaringType!.IsAssignableFrom(reader.Type) ? reader : Expression.Convert(reader, method.DeclaringType), method, Expression.Constant(at)));
        if (mapping.Converter is { } converter)
        {
            var from = converter.ConvertFromProviderExpression;
            value = value.Type == from.Parameters[0].Type ? value : Expression.Convert(value, from.Parameters[0].Type);
            value = value.Get(from);
        }

        return value;
    }
}
