using GraphQL.Builders;
using GraphQL.Types;

namespace TaskTracker.Schema;

/// <summary>Root fields that are there for somebody who may do nothing else: signing in, and what belongs to it.</summary>
public static class PublicFields
{
    private const string Key = "public";

    /// <summary>Whether everybody may ask for the field, whatever access says.</summary>
    public static bool IsPublic(this FieldType field) => field.GetMetadata<bool>(Key);

    internal static FieldBuilder<TSource, TReturn> Public<TSource, TReturn>(this FieldBuilder<TSource, TReturn> field) =>
        field.Configure(type => type.Metadata[Key] = true);
}
