using GraphQL;
using GraphQL.Builders;
using GraphQL.Types;
using TaskTracker.Core;
using TaskTracker.Schema.Errors;

namespace TaskTracker.Schema.Mutations;

/// <summary>
/// A mutation in Hot Chocolate's convention: one <c>input</c>; a payload with the entity or <c>errors</c>, a union of
/// what this mutation can refuse.
/// </summary>
internal static class MutationField
{
    /// <param name="mutation">The type to add to.</param>
    /// <param name="name">Such as <c>createTask</c>; the input, payload and error types are named after it.</param>
    /// <param name="description">For API users.</param>
    /// <param name="entityField">The payload's field, such as <c>task</c>.</param>
    /// <param name="errorTypes">The object types of the union.</param>
    /// <param name="input">Adds the input's fields.</param>
    /// <param name="execute">Runs the use case; called only when the input's ids could be read.</param>
    /// <param name="answer">What the payload's field is; null when it is the entity after the change.</param>
    /// <param name="more">Adds what else the payload answers.</param>
    public static FieldBuilder<object?, object> Add<T, TGraphType>(
        ObjectGraphType mutation,
        string name,
        string description,
        string entityField,
        Type[] errorTypes,
        Action<InputObjectGraphType> input,
        Func<IResolveFieldContext, MutationInput, Func<Task<Result<T>>>> execute,
        string? answer = null,
        Action<ObjectGraphType<Result<T>>>? more = null)
        where T : class
        where TGraphType : IGraphType
    {
        var pascalName = TypeName(name);
        var inputType = new InputObjectGraphType { Name = $"{pascalName}Input", Description = $"What `{name}` takes." };
        input(inputType);

        var errorUnion = new UnionGraphType { Name = $"{pascalName}Error", Description = $"Why `{name}` can refuse." };
        foreach (var errorType in errorTypes.Append(typeof(InvalidInputError)))
        {
            errorUnion.Type(errorType);
        }

        var payload = new ObjectGraphType<Result<T>> { Name = $"{pascalName}Payload", Description = $"What `{name}` answers." };
        payload.Field<TGraphType>(entityField).Description($"{answer ?? $"The {entityField} after the change"}; null when there are errors.").Resolve(c => c.Source.Value);
        more?.Invoke(payload);
        payload.Field("errors", new ListGraphType(new NonNullGraphType(errorUnion))).Description("Why nothing was changed; null on success.")
            .Resolve(c => c.Source.Succeeded ? null : c.Source.Failures);

        return mutation.Field(name, new NonNullGraphType(payload)).Description(description)
            .Arguments(new QueryArgument(new NonNullGraphType(inputType)) { Name = "input", Description = "The values." })
            .ResolveAsync(async context =>
            {
                var values = new MutationInput(context.GetArgument<IDictionary<string, object?>>("input"));
                var run = execute(context, values);
                if (values.Failures.Count > 0)
                {
                    return (Result<T>)values.Failures;
                }

                return values.InCallersWords((await run()).OrThrow());
            });
    }

    /// <summary>How the types of a mutation begin.</summary>
    public static string TypeName(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
