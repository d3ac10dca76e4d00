using GraphQL;
using GraphQL.Resolvers;
using GraphQL.Types;
using GraphQL.Utilities;
using GraphQLParser.AST;
using GraphQLParser.Visitors;

namespace TaskTracker.Schema.Comparison;

/// <summary>A schema of which only the text is there: documents can be validated against it, and nothing can be executed.</summary>
public static class DefinedSchema
{
    /// <param name="definitions">Definitions of types and directives, no extensions.</param>
    /// <exception cref="Exception">The definitions do not hold together; the engine throws several kinds, with messages that say where.</exception>
    public static ISchema Of(GraphQLDocument definitions)
    {
        var builder = new SchemaBuilder();
        foreach (var type in definitions.Definitions.OfType<GraphQLTypeDefinition>().Where(type => type is GraphQLInterfaceTypeDefinition or GraphQLUnionTypeDefinition))
        {
            // Here and below: the engine only wants to know that it could.
            builder.Types.For(type.Name.StringValue).ResolveType = _ => null!;
        }

        // The builder makes no scalars.
        var schema = builder.Build(new SDLPrinter().Print(new GraphQLDocument([.. definitions.Definitions.Where(definition => definition is not GraphQLScalarTypeDefinition)])));
        foreach (var scalar in definitions.Definitions.OfType<GraphQLScalarTypeDefinition>())
        {
            schema.RegisterType(new AnyScalar { Name = scalar.Name.StringValue });
        }

        foreach (var field in schema.Subscription?.Fields ?? new TypeFields())
        {
            field.StreamResolver = new SourceStreamResolver<object>(_ => default(IObservable<object?>)!);
        }

        schema.Initialize();
        return schema;
    }

    // What a scalar of a server's own takes, its text does not say.
    private sealed class AnyScalar : ScalarGraphType
    {
        public override object? ParseLiteral(GraphQLValue value) => value;

        public override object? ParseValue(object? value) => value;
    }
}
