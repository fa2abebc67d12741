using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.Kernel.Declarations;

namespace Serverless.Kernel.Access;

/// <summary>A personal field with a value in it.</summary>
/// <param name="Path">A JSON pointer with <c>*</c> for every item of a list: the field, and not one of its values.</param>
public sealed record PersonalField(string Path, Purpose Purpose)
{
    private const string EveryItem = "*";

    /// <summary>One that is personal itself.</summary>
    public static PersonalField Of(FieldSchema field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return new PersonalField(Pointer.Of(parent: "", field.Name), field.Purpose);
    }

    /// <summary>Those of a document.</summary>
    public static IEnumerable<PersonalField> In(RecordSchema schema, JsonObject data)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(data);
        return InRecord(schema, data, parent: "").Distinct();
    }

    /// <summary>Those of one field's value: the field itself where it is personal, else its personal parts.</summary>
    public static IEnumerable<PersonalField> In(FieldSchema field, JsonNode? value)
    {
        ArgumentNullException.ThrowIfNull(field);
        return InField(field, value, parent: "").Distinct();
    }

    private static IEnumerable<PersonalField> InRecord(RecordSchema schema, JsonObject data, string parent) =>
        schema.Fields.SelectMany(field => InField(field, data[field.Name], parent));

    private static IEnumerable<PersonalField> InField(FieldSchema field, JsonNode? value, string parent)
    {
        var path = Pointer.Of(parent, field.Name);
        if (field.IsPersonal) return IsEmpty(value) ? [] : [new PersonalField(path, field.Purpose)];
        return value is null ? [] : Parts(field.Value, value, path);
    }

    private static IEnumerable<PersonalField> Parts(ValueSchema schema, JsonNode value, string path) => (schema, value) switch
    {
        ({ Record: { HasPersonal: true } record }, JsonObject nested) => InRecord(record, nested, path),
        ({ Element: { } element }, JsonArray items) when RecordSchema.Nested(element) is { HasPersonal: true } =>
            items.SelectMany(item => item is null ? [] : Parts(element, item, Pointer.Of(path, EveryItem))),
        _ => [],
    };

    /// <summary>As a field is whose key is gone.</summary>
    private static bool IsEmpty(JsonNode? value) => value switch
    {
        null => true,
        JsonArray items => items.Count == 0,
        JsonValue text when text.GetValueKind() == JsonValueKind.String => text.GetValue<string>().Length == 0,
        _ => false,
    };
}
