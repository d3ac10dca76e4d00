using System.Collections;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace TaskTracker.Server.Configuration;

/// <summary>One setting: a property of an options class.</summary>
/// <param name="Name">As it is written in messages and on the command line, such as <c>Database:Folder</c>.</param>
/// <param name="Type">The type of its value, or of each value when it is a list.</param>
/// <param name="IsList">Whether it holds several values, numbered from 0 below its name.</param>
/// <param name="Default">What holds when nobody sets it; empty when nothing does.</param>
/// <param name="Description">From the property's <see cref="DescriptionAttribute"/>.</param>
/// <param name="Rules">The property's validation attributes.</param>
internal sealed record Setting(string Name, Type Type, bool IsList, string Default, string Description, IReadOnlyList<ValidationAttribute> Rules)
{
    /// <summary>The values that are allowed, to follow "must be".</summary>
    public string Allowed { get; } = Describe(Type, Rules);

    public static Setting Of(string section, PropertyInfo property, object options)
    {
        var isList = property.PropertyType != typeof(string) && property.PropertyType.IsAssignableTo(typeof(IEnumerable));
        var type = !isList ? property.PropertyType
            : property.PropertyType.GetElementType() ?? property.PropertyType.GetGenericArguments().Single();
        return new Setting(
            $"{section}:{property.Name}",
            Nullable.GetUnderlyingType(type) ?? type,
            isList,
            TextOf(property.GetValue(options)),
            property.GetCustomAttribute<DescriptionAttribute>()?.Description
                ?? throw new InvalidOperationException($"{property.DeclaringType}.{property.Name} has no [Description]."),
            [.. property.GetCustomAttributes<ValidationAttribute>()]);
    }

    /// <summary>What is wrong with a value, as a sentence; null when it is good.</summary>
    /// <param name="value">As somebody wrote it, or null when nobody set it.</param>
    public string? Problem(string? value)
    {
        var isRequired = Rules.OfType<RequiredAttribute>().Any();
        if (value is null)
        {
            return isRequired && Default.Length == 0 ? $"{Name} must be set." : null;
        }

        if (isRequired && string.IsNullOrWhiteSpace(value))
        {
            return $"{Name} must not be empty.";
        }

        return TryParse(value, out var parsed) && Rules.All(rule => rule.IsValid(parsed)) ? null : $"{Name} must be {Allowed}, but is {value}.";
    }

    private static string TextOf(object? value) =>
        value is bool flag ? (flag ? "true" : "false")
        : value is IEnumerable items and not string ? string.Join(", ", items.Cast<object>().Select(TextOf))
        : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private bool TryParse(string value, out object? parsed)
    {
        parsed = null;
        if (Type.IsEnum)
        {
            // By name only: numbers, lists of names and the like mean nothing to whoever reads the file.
            return Enum.GetNames(Type).Contains(value, StringComparer.OrdinalIgnoreCase) && Enum.TryParse(Type, value, ignoreCase: true, out parsed);
        }

        try
        {
            parsed = TypeDescriptor.GetConverter(Type).ConvertFromInvariantString(value);
            return parsed is not null;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    private static string Describe(Type type, IReadOnlyList<ValidationAttribute> rules)
    {
        if (rules.FirstOrDefault(rule => rule.ErrorMessage is not null)?.ErrorMessage is { } words)
        {
            return words;
        }

        if (rules.OfType<RangeAttribute>().SingleOrDefault() is { } range)
        {
            return string.Create(CultureInfo.InvariantCulture, $"between {range.Minimum} and {range.Maximum}");
        }

        return type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type))}"
            : type == typeof(bool) ? "true or false"
            : type == typeof(int) || type == typeof(long) ? "a whole number"
            : type == typeof(string) && rules.OfType<RequiredAttribute>().Any() ? "not empty"
            : type == typeof(string) ? "any text"
            : $"a {type.Name}";
    }
}
