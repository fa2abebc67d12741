using System.Reflection;
using System.Text.Json.Nodes;
using Serverless.Functions.Domains.People;
using Serverless.Kernel.Declarations;

namespace Serverless.Acceptance.Privacy;

/// <summary>What stored documents hold in the fields that are declared personal, of every domain there is.</summary>
internal sealed class SealedFields
{
    private readonly HashSet<string> _sealed = [];
    private readonly List<string> _clear = [];

    public static IReadOnlyList<Domain> Domains { get; } =
    [
        .. from type in typeof(PeopleDomain).Assembly.GetTypes()
           from property in type.GetProperties(BindingFlags.Public | BindingFlags.Static)
           where property.PropertyType.IsAssignableTo(typeof(Domain))
           select (Domain)property.GetValue(null)!,
    ];

    /// <summary>Every personal field of every record and of every event.</summary>
    public static IReadOnlyList<string> Declared { get; } =
    [
        .. Domains.SelectMany(domain => domain.Events.Select(fact => (fact.Name, fact.Schema)).Append((domain.RecordType, domain.Schema))
            .SelectMany(kind => Personal(kind.Schema).Select(field => $"{kind.Item1}{field}"))).Order(StringComparer.Ordinal),
    ];

    /// <summary>In which something sealed was found.</summary>
    public IReadOnlyList<string> Sealed => [.. _sealed.Order(StringComparer.Ordinal)];

    /// <summary>In which something else was found.</summary>
    public IReadOnlyList<string> Clear => _clear;

    public void Look(Domain domain, JsonObject document)
    {
        var kind = (string?)document["kind"] ?? "";
        if (kind == domain.RecordType) Look(domain.Schema, document["data"]!.AsObject(), kind);
        if ((string?)document["recordType"] != domain.RecordType) return;
        Look(domain.Events.Single(fact => fact.Name == kind).Schema, document["data"]!.AsObject(), kind);
        foreach (var change in document["changes"]!.AsArray())
        {
            foreach (var side in new[] { "from", "to" })
            {
                if (change![side] is { } value) Look(domain.Schema.Find((string)change["field"]!)!, value, $"a change of {domain.RecordType}");
            }
        }
    }

    private static IEnumerable<string> Personal(RecordSchema schema) => schema.Fields.SelectMany(field =>
        field.IsPersonal ? [$"/{field.Name}"]
        : (field.Value.Record ?? field.Value.Element?.Record) is { } record ? Personal(record).Select(below => $"/{field.Name}{below}")
        : []);

    private void Look(RecordSchema schema, JsonObject data, string at)
    {
        foreach (var (name, value) in data)
        {
            if (value is not null) Look(schema.Find(name)!, value, at);
        }
    }

    private void Look(FieldSchema field, JsonNode value, string owner)
    {
        var at = $"{owner}/{field.Name}";
        if (field.IsPersonal)
        {
            if (value is JsonValue text && text.TryGetValue<string>(out var said) && said.StartsWith("v1.", StringComparison.Ordinal)) _sealed.Add(at);
            else _clear.Add(at);
        }
        else if (field.Value.Record is { } record)
        {
            Look(record, value.AsObject(), at);
        }
        else if (field.Value.Element?.Record is { } element)
        {
            foreach (var item in value.AsArray()) Look(element, item!.AsObject(), at);
        }
    }
}
