using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Http.OpenApi;

/// <summary>Scalars as JSON schemas, the way that documents write them.</summary>
internal static class ValueSchemas
{
    private const string Decimal = @"^-?[0-9]+(\.[0-9]+)?$";

    public static OpenApiSchema Scalar(ValueKind kind) => kind switch
    {
        ValueKind.Text => new() { Type = JsonSchemaType.String },
        ValueKind.Boolean => new() { Type = JsonSchemaType.Boolean },
        ValueKind.Integer => new() { Type = JsonSchemaType.Integer, Format = "int32" },
        ValueKind.Long => new() { Type = JsonSchemaType.Integer, Format = "int64" },
        ValueKind.Decimal => new() { Type = JsonSchemaType.String, Format = "decimal", Pattern = Decimal },
        ValueKind.Time => new() { Type = JsonSchemaType.String, Format = "date-time" },
        ValueKind.Date => new() { Type = JsonSchemaType.String, Format = "date" },
        ValueKind.Uuid => new() { Type = JsonSchemaType.String, Format = "uuid" },
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static OpenApiSchema Names(IEnumerable<string> names) =>
        new() { Type = JsonSchemaType.String, Enum = [.. names.Select(name => (JsonNode)name)] };

    /// <summary>A value that may be left out may also be null.</summary>
    public static IOpenApiSchema OrNull(IOpenApiSchema schema)
    {
        if (schema is not OpenApiSchema { Type: { } type } own)
            return new OpenApiSchema { OneOf = [schema, new OpenApiSchema { Type = JsonSchemaType.Null }] };
        own.Type = type | JsonSchemaType.Null;
        own.Enum?.Add(JsonNullSentinel.JsonNull);
        return own;
    }
}
