using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;
using TaskTracker.Server.EventStreams;

namespace TaskTracker.Server.Rest.Documentation;

/// <summary>Puts what endpoints note about themselves into the document.</summary>
internal sealed class NotedOperations : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var notes = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        operation.Parameters = [.. notes.OfType<ParameterNote>().Select(note => Parameter(note, context))];
        operation.RequestBody = notes.OfType<BodyNote>().Select(note => Body(note, context)).FirstOrDefault();
        var success = Describe(operation.Responses!["200"], "Success.");
        if (notes.OfType<EventStreamNote>().FirstOrDefault() is { } events)
        {
            ((OpenApiMediaType)success.Content![EventStreamSender.MediaType]).Example = JsonValue.Create(events.Example);
        }

        foreach (var note in notes.OfType<RefusalNote>())
        {
            var refusal = Describe(operation.Responses[$"{note.Status}"], note.Description);
            if (note.Example is not null)
            {
                ((OpenApiMediaType)refusal.Content!["application/json"]).Example = note.Example.DeepClone();
            }
        }

        var byStatus = new OpenApiResponses();
        foreach (var (status, response) in operation.Responses.OrderBy(response => response.Key))
        {
            byStatus.Add(status, response);
        }

        operation.Responses = byStatus;
    }

    private static OpenApiParameter Parameter(ParameterNote note, OperationFilterContext context)
    {
        var schema = context.SchemaGenerator.GenerateSchema(note.Type, context.SchemaRepository);
        if (note.Name is "skip" or "limit" && schema is OpenApiSchema count)
        {
            count.Minimum = "0";
        }

        var isPath = note.In == ParameterLocation.Path;
        // So that "Try it out" has something to try: ids begin at 1.
        return new() { Name = note.Name, In = note.In, Required = isPath, Description = note.Description, Schema = schema, Example = isPath ? JsonValue.Create(1) : null };
    }

    private static OpenApiRequestBody Body(BodyNote note, OperationFilterContext context) => new()
    {
        Required = note.IsRequired,
        Content = new Dictionary<string, IOpenApiMediaType>
        {
            [note.MediaType] = new OpenApiMediaType { Schema = context.SchemaGenerator.GenerateSchema(note.Type, context.SchemaRepository) },
        },
    };

    private static OpenApiResponse Describe(IOpenApiResponse response, string description)
    {
        var described = (OpenApiResponse)response;
        described.Description = description;
        return described;
    }
}
