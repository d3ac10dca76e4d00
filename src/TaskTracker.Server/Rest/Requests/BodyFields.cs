using System.Text.Json;
using TaskTracker.Core;

namespace TaskTracker.Server.Rest.Requests;

/// <summary>The fields of a body that must be an object. What is wrong is collected in the order of asking.</summary>
internal sealed class BodyFields
{
    private readonly RequestBody body;
    private readonly List<InputError> errors;
    private readonly JsonElement? fields;
    private bool reported;

    public BodyFields(RequestBody body, List<InputError> errors)
    {
        (this.body, this.errors) = (body, errors);
        fields = body.Value is { ValueKind: JsonValueKind.Object } value && JsonText.HasReadableNames(value) ? value : null;
    }

    /// <summary>Whether there is a body; null is none.</summary>
    public bool IsGiven => body.Value is not null;

    /// <summary>A field as it came, to be shown in an error.</summary>
    public object? this[string name] => fields is { } known && known.TryGetProperty(name, out var value) ? value : null;

    /// <summary>A text that keeps a rule of Core's.</summary>
    public string? Text(string name, Func<string, InvalidInput?> rule) => Required(name) is { } value ? Text(name, value, rule) : null;

    /// <summary>A text that may be null or left out.</summary>
    public string? OptionalText(string name, Func<string, InvalidInput?> rule) =>
        Given(name) is { ValueKind: not JsonValueKind.Null } value ? Text(name, value, rule) : null;

    /// <summary>A text that may be left out, but not be null.</summary>
    public Optional<string?> GivenText(string name, Func<string, InvalidInput?> rule) =>
        Given(name) is { } value && Text(name, value, rule) is { } text ? text : default(Optional<string?>);

    public long? Integer(string name)
    {
        if (Required(name) is not { } value)
        {
            return null;
        }

        var problem = IntegerInput.Read(value, out var integer);
        if (problem == IntegerProblem.None)
        {
            return integer;
        }

        errors.Add(InputError.NotAnInteger(["body", name], value, problem));
        return null;
    }

    public TaskStatus? Status(string name, StatusNames names) => Required(name) is { } value ? Status(name, value, names) : null;

    /// <summary>A status that may be left out, but not be null.</summary>
    public TaskStatus? OptionalStatus(string name, StatusNames names) => Given(name) is { } value ? Status(name, value, names) : null;

    private string? Text(string name, JsonElement value, Func<string, InvalidInput?> rule)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            errors.Add(InputError.NotAString(["body", name], value));
        }
        else if (!JsonText.TryRead(value, out var text))
        {
            errors.Add(InputError.NotUnicode(["body", name], value));
        }
        else if (rule(text) is { } broken)
        {
            errors.Add(InputError.Of(broken, ["body", name], value));
        }
        else
        {
            return text;
        }

        return null;
    }

    private TaskStatus? Status(string name, JsonElement value, StatusNames names)
    {
        if (value.ValueKind == JsonValueKind.String && JsonText.TryRead(value, out var text) && StatusNames.Read(text) is { } status)
        {
            return status;
        }

        errors.Add(InputError.NotAStatus(["body", name], value, names));
        return null;
    }

    private JsonElement? Required(string name)
    {
        var value = Given(name);
        if (value is null && fields is { } known)
        {
            errors.Add(InputError.Missing(["body", name], known));
        }

        return value;
    }

    private JsonElement? Given(string name)
    {
        if (fields is { } known)
        {
            return known.TryGetProperty(name, out var value) ? value : null;
        }

        // Said once, however many fields were expected.
        if (!reported)
        {
            reported = true;
            errors.Add(body.Value switch
            {
                null => InputError.Missing(["body"], null),
                { ValueKind: JsonValueKind.Object } unreadable => InputError.NotUnicode(["body"], unreadable),
                var other => InputError.NotAnObject(other),
            });
        }

        return null;
    }
}
