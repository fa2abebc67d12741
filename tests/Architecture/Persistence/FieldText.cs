using System.Text.Json;
using Serverless.Kernel.Declarations;
using static Serverless.Architecture.Persistence.Markdown;

namespace Serverless.Architecture.Persistence;

/// <summary>Fields of a document, those within it included.</summary>
internal static class FieldText
{
    public static IEnumerable<string> Table(IEnumerable<FieldSchema> fields) => Markdown.Table(
        ["field", "is", "kept for", "personal", "means"],
        Rows(fields, parent: ""));

    public static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static IEnumerable<string[]> Rows(IEnumerable<FieldSchema> fields, string parent) => fields.SelectMany(field => Rows(field, parent));

    private static IEnumerable<string[]> Rows(FieldSchema field, string parent)
    {
        var name = $"{parent}{field.Name}{(field.Value.Kind == ValueKind.List ? "[]" : "")}";
        var personal = field.IsPersonal ? $"{Name(field.Personal)}, sealed{(field.IsBlindIndexed ? ", found by a keyed hash" : "")}" : "-";
        return
        [
            [Code(name), $"{Shape(field.Value)}{(field.IsRequired ? "" : ", or missing")}", Name(field.Purpose), personal, field.Feature is { } feature ? $"{field.Meaning}, while the feature {Code(feature)} is on" : field.Meaning],
            .. Nested(field.Value) is { } record ? Rows(record.Fields, $"{name}.") : [],
        ];
    }

    private static string Shape(ValueSchema value) => value.Kind switch
    {
        ValueKind.Text => $"text, up to {value.MaxLength}",
        ValueKind.Enumeration => string.Join(" / ", value.Names),
        ValueKind.List => $"list, up to {value.MaxItems}{(value.Element!.Record is null ? $", of {Shape(value.Element)}" : "")}",
        ValueKind.Record => "object",
        ValueKind.Decimal => "decimal, as a text",
        ValueKind.Time => "time in UTC",
        ValueKind.Uuid => "UUID",
        _ => Name(value.Kind),
    };

    private static RecordSchema? Nested(ValueSchema value) => value.Record ?? (value.Element is { } element ? Nested(element) : null);
}
