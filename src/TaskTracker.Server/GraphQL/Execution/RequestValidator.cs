using GraphQL;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;
using ExecutionContext = GraphQL.Execution.ExecutionContext;

namespace TaskTracker.Server.GraphQL.Execution;

/// <summary>
/// Validates requests. Of one whose document is known to be valid only the values of its variables are left to be looked at, for which the engine walks the
/// document twice. Where they are scalars or enums, and good, that is done here, and arguments wait until somebody asks for them; everything else, errors
/// above all, is the engine's.
/// </summary>
internal sealed class RequestValidator : IDocumentValidator
{
    /// <summary>No rules: those of a document that is known to be valid.</summary>
    public static readonly IValidationRule[] Known = [];

    private static readonly DocumentValidator Engine = new();

    public Task<IValidationResult> ValidateAsync(in ValidationOptions options) =>
        // Mutations are executed by the engine, which wants their arguments.
        ReferenceEquals(options.Rules, Known) && options.Operation.Operation != OperationType.Mutation && Coerce(options) is { } variables
            ? Task.FromResult<IValidationResult>(new ValidationResult { Variables = variables })
            : Engine.ValidateAsync(options);

    /// <summary>Finds the arguments that were left out, for who executes as the engine does.</summary>
    public static async Task CompleteAsync(ExecutionContext context)
    {
        var result = await Engine.ValidateAsync(new()
        {
            Schema = context.Schema,
            Document = context.Document,
            Operation = context.Operation,
            Variables = context.ExecutionOptions.Variables ?? Inputs.Empty,
            Rules = Known,
            UserContext = context.UserContext,
            RequestServices = context.RequestServices,
            CancellationToken = context.CancellationToken,
            Metrics = context.Metrics,
        });
        context.ArgumentValues = result.ArgumentValues;
        context.DirectiveValues = result.DirectiveValues;
    }

    /// <returns>Null when the engine is to say.</returns>
    private static Variables? Coerce(in ValidationOptions options)
    {
        if (options.Operation.Variables is not { Count: > 0 } definitions)
        {
            return Variables.None;
        }

        var variables = new Variables();
        foreach (var definition in definitions)
        {
            var name = definition.Variable.Name.StringValue;
            var (type, mustBeThere) = definition.Type is GraphQLNonNullType { Type: var inner } ? (inner, true) : (definition.Type, false);
            if (type is not GraphQLNamedType { Name: var typeName } || options.Schema.AllTypes[typeName] is not ScalarGraphType scalar)
            {
                return null;
            }

            var variable = new Variable(name, definition);
            if (!options.Variables.TryGetValue(name, out var given))
            {
                if (mustBeThere || definition.DefaultValue is not null)
                {
                    return null;
                }
            }
            else if (given is not null)
            {
                if (!TryParse(scalar, given, out var value))
                {
                    return null;
                }

                variable.Value = value;
            }
            else if (mustBeThere || definition.DefaultValue is not null)
            {
                // With a default it may stand where null must not.
                return null;
            }
            else
            {
                variable.Value = null;
            }

            variables.Add(variable);
        }

        return variables;
    }

    private static bool TryParse(ScalarGraphType scalar, object given, out object? value)
    {
        try
        {
            value = scalar.ParseValue(given);
            return value is not null;
        }
        catch (Exception)
        {
            // Whatever it is, the engine meets it as well.
            value = null;
            return false;
        }
    }
}
