using System.Globalization;
using TaskTracker.Core;
using TaskTracker.Schema.Nodes;

namespace TaskTracker.Schema.Mutations;

/// <summary>The <c>input</c> of a mutation, read field by field; gathers what is wrong with its ids.</summary>
internal sealed class MutationInput(IDictionary<string, object?> fields)
{
    // What a use case says of the id 0, and what it would say of the id that the caller wrote.
    private readonly Dictionary<Failure, Failure> notFound = [];

    /// <summary>What is wrong with the ids that were read.</summary>
    public List<Failure> Failures { get; } = [];

    /// <summary>What a use case answered, with the ids as the caller wrote them.</summary>
    public Result<T> InCallersWords<T>(Result<T> result) where T : class =>
        result.Succeeded || notFound.Count == 0 ? result : result.Failures.Select(InCallersWords).ToList();

    /// <summary>A failure, with the id as the caller wrote it.</summary>
    public Failure InCallersWords(Failure failure) => notFound.GetValueOrDefault(failure, failure);

    /// <summary>A field that is always there.</summary>
    public T Required<T>(string name) => (T)fields[name]!;

    /// <summary>A field for which null and absence are the same.</summary>
    public string? TextOrNull(string name) => fields.TryGetValue(name, out var value) ? (string?)value : null;

    /// <summary>A field for which null and absence differ.</summary>
    public Optional<string?> OptionalText(string name) => fields.TryGetValue(name, out var value) ? (string?)value : default(Optional<string?>);

    /// <summary>A value for which null and absence differ.</summary>
    public Optional<T?> OptionalValue<T>(string name) where T : struct => fields.TryGetValue(name, out var value) ? (T?)value : default(Optional<T?>);

    /// <summary>A value for which null and absence are the same.</summary>
    public T? Optional<T>(string name) where T : struct => fields.TryGetValue(name, out var value) ? (T?)value : null;

    /// <summary>The id of an API key, which is only a number; 0, which nothing has, for anything else.</summary>
    public int ApiKeyId(string name)
    {
        var text = GlobalId.Text(fields[name]);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : Nothing(text, id => new ApiKeyNotFound(id));
    }

    /// <summary>What the caller has seen; see <see cref="ExpectedVersionField.ExpectsVersion"/>.</summary>
    public ExpectedVersion ExpectedVersion() => Optional<int>(ExpectedVersionField.Name);

    /// <summary>The id of a task.</summary>
    public int TaskId(string name) => Id(name, "Task", text => new TaskNotFound(text));

    /// <summary>The id of a user.</summary>
    public int UserId(string name) => Id(name, "User", text => new UserNotFound(text));

    private int Id(string name, string typeName, Func<string, Failure> failure)
    {
        if (!GlobalId.TryRead(typeName, fields[name], out var id))
        {
            Failures.Add(new InvalidInput(name, new InputProblem.NotAnId(typeName)));
        }
        else if (id is int.MaxValue or int.MinValue)
        {
            // Beyond what the use cases take.
            return Nothing(GlobalId.Text(fields[name]), failure);
        }

        return id;
    }

    // Nothing has the id, as nothing has 0; the use case still looks at the other fields first.
    private int Nothing(string text, Func<string, Failure> failure)
    {
        notFound[failure("0")] = failure(text);
        return 0;
    }
}
