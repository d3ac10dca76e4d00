using System.Globalization;
using System.Text;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.Swagger;

namespace TaskTracker.Server.Rest.Documentation;

/// <summary>The OpenAPI document, made from the endpoints at the first request and kept: they do not change.</summary>
internal sealed class OpenApiDocumentSource(ISwaggerProvider generator)
{
    /// <summary>The name under which the generator knows the one document.</summary>
    public const string Name = "rest";

    private readonly Lazy<byte[]> json = new(() =>
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        generator.GetSwagger(Name).SerializeAsV31(new OpenApiJsonWriter(text));
        return Encoding.UTF8.GetBytes(text.ToString());
    });

    /// <summary>OpenAPI 3.1 in JSON.</summary>
    public ReadOnlyMemory<byte> Json => json.Value;
}
