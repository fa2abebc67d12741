using System.Globalization;
using System.Text.Json.Nodes;
using Serverless.Kernel.Declarations;

namespace Serverless.Kernel.Sealing;

/// <summary>Seals and opens the personal fields of a document, and leaves the others alone.</summary>
/// <param name="document">The place of the document's root; <see cref="SealPlace.Field"/> is where its data begins.</param>
/// <param name="key">Null when it is destroyed: everything personal then opens as nothing.</param>
public sealed class Sealer(SealPlace document, SubjectKey? key)
{
    private readonly List<string> _shredded = [];

    /// <summary>Pointers of the fields that did not open because their key is gone.</summary>
    public IReadOnlyList<string> Shredded => _shredded;

    /// <summary>A copy with every personal field sealed.</summary>
    public JsonObject Seal(RecordSchema schema, JsonObject data) => Walk(schema, data, document.Field, SealValue);

    /// <summary>A copy with every personal field opened.</summary>
    public JsonObject Open(RecordSchema schema, JsonObject data) => Walk(schema, data, document.Field, OpenValue);

    /// <summary>One value: sealed whole if its field is personal, else its personal parts.</summary>
    public JsonNode? SealField(FieldSchema field, JsonNode? value, string pointer) => Field(field, value, pointer, SealValue);

    public JsonNode? OpenField(FieldSchema field, JsonNode? value, string pointer) => Field(field, value, pointer, OpenValue);

    private static JsonObject Walk(RecordSchema schema, JsonObject data, string pointer, Func<FieldSchema, JsonNode, string, JsonNode?> change)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(data);
        var copy = new JsonObject();
        foreach (var (name, value) in data)
        {
            // Checked before; a field that nobody declared has no purpose, so it must not slip through here either.
            var field = schema.Find(name) ?? throw new ArgumentException($"{Pointer.Of(pointer, name)} is not declared.", nameof(data));
            copy[name] = Field(field, value, Pointer.Of(pointer, name), change);
        }

        return copy;
    }

    private static JsonNode? Field(FieldSchema field, JsonNode? value, string pointer, Func<FieldSchema, JsonNode, string, JsonNode?> change) =>
        value is null ? null : field.IsPersonal ? change(field, value, pointer) : Parts(field.Value, value, pointer, change);

    private static JsonNode Parts(ValueSchema schema, JsonNode value, string pointer, Func<FieldSchema, JsonNode, string, JsonNode?> change) => (schema, value) switch
    {
        ({ Record: { HasPersonal: true } record }, JsonObject nested) => Walk(record, nested, pointer, change),
        ({ Element: { } element }, JsonArray items) when RecordSchema.Nested(element) is { HasPersonal: true } => new JsonArray(
            [.. items.Select((item, i) => Parts(element, item!, Pointer.Of(pointer, i.ToString(CultureInfo.InvariantCulture)), change))]),
        _ => value.DeepClone(),
    };

    private JsonNode SealValue(FieldSchema field, JsonNode value, string pointer)
    {
        if (key is null) throw new InvalidOperationException("There is no key to seal with.");
        return key.Seal(value.ToJsonString(), document with { Field = pointer });
    }

    private JsonNode? OpenValue(FieldSchema field, JsonNode value, string pointer)
    {
        if (key?.Open(value.GetValue<string>(), document with { Field = pointer }) is { } opened) return JsonNode.Parse(opened);
        _shredded.Add(pointer);
        return field switch
        {
            { IsRequired: false } => null,
            { Value.Kind: ValueKind.List } => new JsonArray(),
            _ => "",
        };
    }
}
