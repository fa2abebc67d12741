using System.Globalization;
using System.Text.Json.Nodes;
using Serverless.Kernel.Declarations;

namespace Serverless.Kernel.Access;

/// <summary>What a caller sees of a document: a copy without the personal fields that their roles do not show.</summary>
/// <param name="isRestricted">The subject's data is restricted (GDPR Art. 18).</param>
public sealed class Masking(Caller caller, string subjectId, bool isRestricted)
{
    private readonly List<string> _masked = [];

    /// <summary>Pointers of the fields that are left out.</summary>
    public IReadOnlyList<string> Masked => _masked;

    public JsonObject Apply(RecordSchema schema, JsonObject data) => Record(schema, data, pointer: "");

    private JsonObject Record(RecordSchema schema, JsonObject data, string pointer)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(data);
        var copy = new JsonObject();
        foreach (var (name, value) in data)
        {
            var at = Pointer.Of(pointer, name);
            if (schema.Find(name) is { } field && !caller.Sees(field.Personal, subjectId, isRestricted)) _masked.Add(at);
            else copy[name] = value is null ? null : Value(schema.Find(name)?.Value, value, at);
        }

        return copy;
    }

    private JsonNode Value(ValueSchema? schema, JsonNode value, string pointer) => (schema, value) switch
    {
        ({ Record: { HasPersonal: true } record }, JsonObject nested) => Record(record, nested, pointer),
        ({ Element: { } element }, JsonArray items) => new JsonArray(
            [.. items.Select((item, i) => Value(element, item!, Pointer.Of(pointer, i.ToString(CultureInfo.InvariantCulture))))]),
        _ => value.DeepClone(),
    };
}
