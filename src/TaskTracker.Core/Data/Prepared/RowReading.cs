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
    private readonly List<(string Path, Expression Selected, IProperty Property)> columns = [];
    private readonly ParameterExpression row = Expression.Parameter(typeof(T), "row");
    private readonly ParameterExpression reader = Expression.Parameter(typeof(DbDataReader), "reader");

    private RowReading()
    {
    }

    /// <summary>The names of the columns, in their order.</summary>
    public IReadOnlyList<string> Columns { get; private set; } = [];

    /// <summary>Selects them, in their order.</summary>
    public Expression<Func<T, object?[]>> Projection { get; private set; } = null!;

    /// <summary>Reads a row of them.</summary>
    public Func<DbDataReader, KeyedRow<T>> Read { get; private set; } = null!;

    /// <returns>Null when something else than stored properties is selected.</returns>
    public static RowReading<T>? Create(IModel model, ColumnSet<T> columns, IReadOnlyList<SortKey<T>>? keys)
    {
        var reading = new RowReading<T>();
        var item = columns.Properties.Select(property => (Property: property, Read: reading.Column(model, Expression.Property(reading.row, property), isNullable: null))).ToList();
        var places = (keys ?? []).Select(key => reading.Column(model, reading.row.Get(key.Selector), key.IsNullable)).ToList();
        if (item.Exists(part => part.Read is null) || places.Contains(null))
        {
            return null;
        }

        Expression keyed = keys is null
            ? Expression.Constant(null, typeof(object?[]))
            : Expression.NewArrayInit(typeof(object), places.Select(place => Expression.Convert(place!, typeof(object))));
        reading.Read = Expression.Lambda<Func<DbDataReader, KeyedRow<T>>>(
            Expression.MemberInit(
                Expression.New(typeof(KeyedRow<T>)),
                Expression.Bind(
                    typeof(KeyedRow<T>).GetProperty(nameof(KeyedRow<>.Item))!,
                    Expression.MemberInit(Expression.New(typeof(T)), item.Select(part => Expression.Bind(part.Property, part.Read!)))),
                Expression.Bind(typeof(KeyedRow<T>).GetProperty(nameof(KeyedRow<>.Keys))!, keyed)),
            reading.reader).Compile();
        reading.Columns = [.. reading.columns.Select(column => column.Property.GetColumnName())];
        reading.Projection = Expression.Lambda<Func<T, object?[]>>(
            Expression.NewArrayInit(typeof(object), reading.columns.Select(column => Expression.Convert(column.Selected, typeof(object)))), reading.row);
        return reading;
    }

    // What is selected twice is read from one column, as EF would have it.
    private Expression? Column(IModel model, Expression selected, bool? isNullable)
    {
        var member = (selected is UnaryExpression { NodeType: ExpressionType.Convert } convert ? convert.Operand : selected) as MemberExpression;
        if (member is null || model.FindEntityType(member.Member.DeclaringType!)?.FindProperty(member.Member.Name) is not { } property)
        {
            return null;
        }

        var path = member.ToString();
        var at = columns.FindIndex(column => column.Path == path);
        if (at < 0)
        {
            at = columns.Count;
            columns.Add((path, selected, property));
        }

        var value = Value(property, at);
        value = value.Type == selected.Type ? value : Expression.Convert(value, selected.Type);
        return isNullable ?? property.IsNullable
            ? Expression.Condition(Expression.Call(reader, nameof(DbDataReader.IsDBNull), null, Expression.Constant(at)), Expression.Default(selected.Type), value)
            : value;
    }

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
