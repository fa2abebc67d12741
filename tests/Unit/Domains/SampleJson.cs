using System.Text.Json.Nodes;
using Serverless.Kernel.Declarations;

namespace Serverless.Unit.Domains;

/// <summary>A document of a declared type with every field filled.</summary>
internal static class SampleJson
{
    public static JsonObject Of(RecordSchema schema) => new(schema.Fields.Select(field => KeyValuePair.Create(field.Name, Of(field.Value))));

    private static JsonNode? Of(ValueSchema value) => value.Kind switch
    {
        ValueKind.Text => "text"[..Math.Min(4, value.MaxLength)],
        ValueKind.Boolean => true,
        ValueKind.Integer or ValueKind.Long => 7,
        ValueKind.Decimal => "12.50",
        ValueKind.Time => "2027-01-02T03:04:05.0000000Z",
        ValueKind.Date => "2027-01-02",
        ValueKind.Uuid => "11111111-1111-4111-8111-111111111111",
        ValueKind.Enumeration => value.Names[0],
        ValueKind.Record => Of(value.Record!),
        ValueKind.List => new JsonArray(Of(value.Element!)),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };
}
