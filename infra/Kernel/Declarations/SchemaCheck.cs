using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.Kernel.Results;

namespace Serverless.Kernel.Declarations;

/// <summary>One walk over a document beside its schema. Reasons never quote a value.</summary>
internal sealed class SchemaCheck
{
    private readonly List<Violation> _violations = [];

    public IReadOnlyList<Violation> Violations => _violations;

    public void Record(RecordSchema schema, JsonObject document, string pointer)
    {
        foreach (var (name, _) in document)
        {
            if (schema.Find(name) is null) Add(Pointer.Of(pointer, name), "is not declared");
        }

        foreach (var field in schema.Fields)
        {
            var at = Pointer.Of(pointer, field.Name);
            if (document[field.Name] is { } value) Value(field.Value, value, at);
            else if (field.IsRequired) Add(at, "is missing");
        }
    }

    private void Value(ValueSchema schema, JsonNode value, string pointer)
    {
        switch (schema.Kind)
        {
            case ValueKind.Record when value is JsonObject document:
                Record(schema.Record!, document, pointer);
                break;
            case ValueKind.List when value is JsonArray items:
                List(schema, items, pointer);
                break;
            case ValueKind.Text when Text(value) is { } text:
                if (text.Length > schema.MaxLength) Add(pointer, $"is longer than {schema.MaxLength} characters");
                break;
            case ValueKind.Enumeration when Text(value) is { } name:
                if (!schema.Names.Contains(name)) Add(pointer, $"is not one of {string.Join(", ", schema.Names)}");
                break;
            default:
                if (!Fits(schema.Kind, value)) Add(pointer, $"is not {Described(schema.Kind)}");
                break;
        }
    }

    private void List(ValueSchema schema, JsonArray items, string pointer)
    {
        if (items.Count > schema.MaxItems)
        {
            Add(pointer, $"has more than {schema.MaxItems} items");
            return;
        }

        for (var i = 0; i < items.Count; i++)
        {
            var at = Pointer.Of(pointer, i.ToString(CultureInfo.InvariantCulture));
            if (items[i] is { } item) Value(schema.Element!, item, at);
            else Add(at, "is missing");
        }
    }

    private static bool Fits(ValueKind kind, JsonNode value) => kind switch
    {
        ValueKind.Boolean => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        ValueKind.Integer => IsNumber(value) && Parses<int>(value),
        ValueKind.Long => IsNumber(value) && Parses<long>(value),
        ValueKind.Decimal => Text(value) is { } text && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _),
        ValueKind.Time => Text(value) is not null && Parses<DateTimeOffset>(value),
        ValueKind.Date => Text(value) is not null && Parses<DateOnly>(value),
        ValueKind.Uuid => Text(value) is { } text && Guid.TryParseExact(text, "D", out _),
        _ => false,
    };

    private static bool Parses<T>(JsonNode value)
    {
        try
        {
            value.Deserialize<T>(DocumentJson.Options);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsNumber(JsonNode value) => value.GetValueKind() == JsonValueKind.Number;

    private static string? Text(JsonNode value) => value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static string Described(ValueKind kind) => kind switch
    {
        ValueKind.Text or ValueKind.Enumeration => "a text",
        ValueKind.Boolean => "true or false",
        ValueKind.Integer => "a whole number of 32 bits",
        ValueKind.Long => "a whole number of 64 bits",
        ValueKind.Decimal => "a decimal number in a text",
        ValueKind.Time => "a time with offset (RFC 3339)",
        ValueKind.Date => "a date (yyyy-MM-dd)",
        ValueKind.Uuid => "a UUID",
        ValueKind.Record => "an object",
        ValueKind.List => "a list",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private void Add(string pointer, string reason) => _violations.Add(new Violation(pointer, reason));
}
