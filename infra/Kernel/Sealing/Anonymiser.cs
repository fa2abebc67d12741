using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.Kernel.Declarations;

namespace Serverless.Kernel.Sealing;

/// <summary>
/// Makes of a subject's records in one container records of nobody: under other ids, without anything personal, and by the day.
/// The same of the same however often it is done, while there is the subject's key.
/// </summary>
/// <param name="key">Of the subject.</param>
/// <param name="container">In each, the subject becomes somebody else.</param>
public sealed class Anonymiser(SubjectKey key, string container)
{
    public Guid SubjectId { get; } = key.Derive($"subject:{container}");

    public Guid RecordId(Guid id) => key.Derive($"record:{container}:{id}");

    /// <summary>A moment, as its day in UTC.</summary>
    public static DateTimeOffset Day(DateTimeOffset time) => new(time.UtcDateTime.Date, TimeSpan.Zero);

    /// <summary>A copy in which nothing personal is left. What is sealed is not opened for that.</summary>
    public JsonObject Data(RecordSchema schema, JsonObject data)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(data);
        var copy = new JsonObject();
        foreach (var (name, value) in data)
        {
            var field = schema.Find(name) ?? throw new ArgumentException($"{name} is not declared.", nameof(data));
            if (Field(field, value) is { } kept) copy[name] = kept;
        }

        return copy;
    }

    /// <summary>One value: nothing where the field is personal, and empty where it cannot be missing.</summary>
    public JsonNode? Field(FieldSchema field, JsonNode? value)
    {
        ArgumentNullException.ThrowIfNull(field);
        return (field, value) switch
        {
            (_, null) => null,
            ({ IsPersonal: true, IsRequired: false }, _) => null,
            ({ IsPersonal: true, Value.Kind: ValueKind.List }, _) => new JsonArray(),
            ({ IsPersonal: true }, _) => "",
            ({ IsOfSubject: true }, JsonArray ids) => new JsonArray([.. ids.Select(id => (JsonNode)Renamed(id!))]),
            ({ IsOfSubject: true }, _) => Renamed(value),
            _ => Value(field.Value, value),
        };
    }

    private string Renamed(JsonNode id) => RecordId(id.Deserialize<Guid>(DocumentJson.Options)).ToString();

    private JsonNode Value(ValueSchema schema, JsonNode value) => (schema, value) switch
    {
        ({ Record: { } record }, JsonObject nested) => Data(record, nested),
        ({ Element: { } element }, JsonArray items) => new JsonArray([.. items.Select(item => Value(element, item!))]),
        ({ Kind: ValueKind.Time }, _) => JsonSerializer.SerializeToNode(Day(value.Deserialize<DateTimeOffset>(DocumentJson.Options)), DocumentJson.Options)!,
        _ => value.DeepClone(),
    };
}
