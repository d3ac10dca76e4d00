using TaskTracker.Core;
using TaskTracker.Schema.Nodes;

namespace TaskTracker.Schema.Mutations;

/// <summary>The <c>input</c> of a mutation, read field by field; gathers what is wrong with its ids.</summary>
internal sealed class MutationInput(IDictionary<string, object?> fields)
{
    private readonly List<Failure> failures = [];

    /// <summary>What is wrong with the ids that were read.</summary>
    public List<Failure> Failures => failures;

    /// <summary>A field that is always there.</summary>
    public T Required<T>(string name) => (T)fields[name]!;

    /// <summary>A field for which null and absence are the same.</summary>
    public string? TextOrNull(string name) => fields.TryGetValue(name, out var value) ? (string?)value : null;

    /// <summary>A field for which null and absence differ.</summary>
    public Optional<string?> OptionalText(string name) => fields.TryGetValue(name, out var value) ? (string?)value : default(Optional<string?>);

    /// <summary>The id of a task.</summary>
    public int TaskId(string name) => Id(name, "Task", text => new TaskNotFound(text));

    /// <summary>The id of a user.</summary>
    public int UserId(string name) => Id(name, "User", text => new UserNotFound(text));

    private int Id(string name, string typeName, Func<string, Failure> notFound)
    {
        if (!GlobalId.TryRead(typeName, fields[name], out var id))
        {
            failures.Add(new InvalidInput(name, new InputProblem.NotAnId(typeName)));
        }
        else if (id is int.MaxValue or int.MinValue)
        {
            // Beyond what the use cases take: nothing can have this id.
            failures.Add(notFound(GlobalId.Text(fields[name])));
        }

        return id;
    }
}
