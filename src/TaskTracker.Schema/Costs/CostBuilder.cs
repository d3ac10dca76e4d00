using System.Globalization;
using GraphQL;
using GraphQL.Builders;
using GraphQL.Types;
using TaskTracker.Core.Paging;

namespace TaskTracker.Schema.Costs;

/// <summary>Says in the schema what things cost; docs/decisions has why they cost what they do.</summary>
public static class CostBuilder
{
    private const string TimesKey = "costTimes";

    /// <summary>Of a command of the database, a comparison, a sort key.</summary>
    internal const double OfCommand = 10;

    /// <summary>Of a comparison for which a text is looked through.</summary>
    internal const double OfTextSearch = 20;

    /// <summary>Of a list below a row: one command reads those of all rows, with a look into an index for each.</summary>
    internal const double OfListOfRow = 2;

    /// <summary>Of an object below a row: one command reads those of all rows by their keys.</summary>
    internal const double OfObjectOfRow = 0.1;

    /// <summary>Of a task that is written, beside the others that the same command writes.</summary>
    internal const double OfWrittenTask = 1;

    /// <summary>Of making or checking a password's hash, which is meant to be slow.</summary>
    internal const double OfPassword = 100;

    /// <summary>What the field adds to an operation's field cost each time that it is answered.</summary>
    internal static FieldBuilder<TSource, TReturn> Cost<TSource, TReturn>(this FieldBuilder<TSource, TReturn> field, double weight) =>
        field.Configure(type => type.Cost(weight));

    /// <summary>
    /// A root field is at least a command of the database, and that is 10, unless it has said something else.
    /// </summary>
    internal static void CostOfRootFields(this ObjectGraphType root)
    {
        foreach (var field in root.Fields.Where(field => field.FindAppliedDirective(CostDirective.DirectiveName) is null))
        {
            field.Cost(OfCommand);
        }
    }

    /// <summary>What giving the argument or the field of an input adds to the cost of the field that it is given to.</summary>
    internal static T Cost<T>(this T element, double weight) where T : IMetadataWriter =>
        element.ApplyDirective(CostDirective.DirectiveName, "weight", weight.ToString(CultureInfo.InvariantCulture));

    /// <summary>What is in the field of an input counts as often.</summary>
    internal static FieldBuilder<TSource, TReturn> Times<TSource, TReturn>(this FieldBuilder<TSource, TReturn> field, double times) =>
        field.Configure(type => type.Metadata[TimesKey] = times);

    /// <summary>How often what is in a field of an input counts.</summary>
    public static double CostTimes(this FieldType inputField) => inputField.GetMetadata(TimesKey, 1.0);

    /// <summary>The field is a connection, with as many rows as its paging arguments say.</summary>
    internal static FieldBuilder<TSource, TReturn> PageSize<TSource, TReturn>(this FieldBuilder<TSource, TReturn> field) =>
        field.ListSize(PageArguments.MaximumSize, PageArguments.DefaultSize, ["first", "last"], ["edges", "nodes"]);

    /// <summary>The field is a list with as many items as a list that is given to it.</summary>
    internal static FieldBuilder<TSource, TReturn> ListSizeOf<TSource, TReturn>(this FieldBuilder<TSource, TReturn> field, string argument, int maximum) =>
        field.ListSize(maximum, null, [argument], null);

    /// <summary>The field answers lists with as many items as a list in its input.</summary>
    internal static FieldBuilder<TSource, TReturn> ListSizesOf<TSource, TReturn>(
        this FieldBuilder<TSource, TReturn> field, string inputField, int maximum, params string[] lists) => field.ListSize(maximum, null, [inputField], lists);

    /// <summary>The field is a list of about so many items.</summary>
    internal static FieldBuilder<TSource, TReturn> ListSize<TSource, TReturn>(this FieldBuilder<TSource, TReturn> field, int size) =>
        field.ListSize(size, null, null, null);

    private static FieldBuilder<TSource, TReturn> ListSize<TSource, TReturn>(
        this FieldBuilder<TSource, TReturn> field, int assumed, int? standard, string[]? slicing, string[]? sized) =>
        field.Configure(type => type.ApplyDirective(ListSizeDirective.DirectiveName, directive =>
        {
            Add("assumedSize", assumed);
            Add("slicingArguments", slicing);
            Add("slicingArgumentDefaultValue", standard);
            Add("sizedFields", sized);
            Add("requireOneSlicingArgument", slicing is null ? null : false);

            void Add(string name, object? value)
            {
                if (value is not null)
                {
                    directive.AddArgument(new DirectiveArgument(name) { Value = value });
                }
            }
        }));
}
