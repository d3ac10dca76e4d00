using Microsoft.EntityFrameworkCore.Metadata;

namespace TaskTracker.Server.Persistence;

/// <summary>What commands of our own store of an entity.</summary>
internal static class StoredValue
{
    /// <summary>The property's value as EF would store it.</summary>
    public static object? StoredOf(this IProperty property, object entity)
    {
        var value = property.PropertyInfo!.GetValue(entity);
        return property.GetTypeMapping().Converter is { } converter ? converter.ConvertToProvider(value) : value;
    }
}
