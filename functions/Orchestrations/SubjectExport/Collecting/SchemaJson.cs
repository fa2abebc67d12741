using System.Text.Json.Nodes;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Orchestrations.SubjectExport.Collecting;

/// <summary>A record's declaration as a JSON schema, with what each field means, what it is kept for and whom it concerns.</summary>
internal static class SchemaJson
{
    public static JsonObject Of(RecordSchema schema) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(schema.Fields.Select(field => KeyValuePair.Create(field.Name, (JsonNode?)Field(field)))),
        ["required"] = new JsonArray([.. schema.Fields.Where(field => field.IsRequired).Select(field => (JsonNode)field.Name)]),
    };

    private static JsonObject Field(FieldSchema field)
    {
        var schema = Value(field.Value);
        schema["description"] = field.Meaning;
        schema["x-purpose"] = Name(field.Purpose);
        if (field.IsPersonal) schema["x-personal"] = Name(field.Personal);
        return schema;
    }

    private static JsonObject Value(ValueSchema value) => value switch
    {
        { Record: { } record } => Of(record),
        { Element: { } element } => new JsonObject { ["type"] = "array", ["maxItems"] = value.MaxItems, ["items"] = Value(element) },
        _ => Scalar(value),
    };

    private static JsonObject Scalar(ValueSchema value) => value.Kind switch
    {
        ValueKind.Text => new JsonObject { ["type"] = "string", ["maxLength"] = value.MaxLength },
        ValueKind.Enumeration => new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. value.Names.Select(name => (JsonNode)name)]) },
        ValueKind.Boolean => new JsonObject { ["type"] = "boolean" },
        ValueKind.Integer or ValueKind.Long => new JsonObject { ["type"] = "integer" },
        ValueKind.Decimal => new JsonObject { ["type"] = "string", ["pattern"] = @"^-?\d+(\.\d+)?$" },
        ValueKind.Time => new JsonObject { ["type"] = "string", ["format"] = "date-time" },
        ValueKind.Date => new JsonObject { ["type"] = "string", ["format"] = "date" },
        ValueKind.Uuid => new JsonObject { ["type"] = "string", ["format"] = "uuid" },
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    public static string Name<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
