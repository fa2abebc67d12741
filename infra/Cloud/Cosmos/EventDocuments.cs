using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Events;
using Serverless.Kernel.Ids;
using Serverless.Kernel.Sealing;

namespace Serverless.Cloud.Cosmos;

/// <summary>The form in which an event is stored: its own data, and the values before and after, sealed where they are personal.</summary>
public static class EventDocuments
{
    /// <summary>The document is an event of the domain, and not a state or anything else that lies in the same container.</summary>
    public static bool IsEvent(Domain domain, JsonObject document)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(document);
        return (string?)document["recordType"] == domain.RecordType;
    }

    /// <summary>Follows from its place in the record's history, so that each place is taken once.</summary>
    /// <param name="index">Among the events of the version, from 0.</param>
    public static Guid IdOf(Guid recordId, long version, int index) => Uuid.Derived("event", recordId.ToString(), $"{version}", $"{index}");

    internal static JsonObject Write(Domain domain, EventDocument fact, SubjectKey? key)
    {
        var sealer = Sealer(domain, fact.TenantId, fact.SubjectId, fact.Id, key);
        return DocumentJson.Write(fact with
        {
            Data = sealer("/data").Seal(Type(domain, fact.Kind).Schema, fact.Data),
            Changes = [.. fact.Changes.Select((change, i) => Each(domain, change, i, sealer("").SealField))],
        });
    }

    /// <summary>An event as it was before it was stored.</summary>
    /// <param name="key">Null when it is destroyed: personal values are then empty.</param>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A sealed value was altered or moved.</exception>
    /// <exception cref="System.Text.Json.JsonException">The document is no event.</exception>
    public static EventDocument Read(Domain domain, JsonObject document, SubjectKey? key)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return Open(domain, DocumentJson.Read<EventDocument>(document), key);
    }

    /// <inheritdoc cref="Read(Domain, JsonObject, SubjectKey?)"/>
    public static EventDocument Read(Domain domain, JsonElement document, SubjectKey? key)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return Open(domain, document.Deserialize<EventDocument>(DocumentJson.Options)!, key);
    }

    private static EventDocument Open(Domain domain, EventDocument fact, SubjectKey? key)
    {
        var sealer = Sealer(domain, fact.TenantId, fact.SubjectId, fact.Id, key);
        return fact with
        {
            Data = sealer("/data").Open(Type(domain, fact.Kind).Schema, fact.Data),
            Changes = [.. fact.Changes.Select((change, i) => Each(domain, change, i, sealer("").OpenField))],
        };
    }

    private static Func<string, Sealer> Sealer(Domain domain, string tenantId, string subjectId, Guid id, SubjectKey? key) =>
        path => new Sealer(new SealPlace(tenantId, subjectId, domain.Container, id.ToString(), path), key);

    private static EventType Type(Domain domain, string name) => domain.Events.FirstOrDefault(type => type.Name == name)
        ?? throw new DeclarationException($"The domain '{domain.Container}'", [$"the event '{name}' is not declared"]);

    private static FieldChange Each(Domain domain, FieldChange change, int index, Func<FieldSchema, JsonNode?, string, JsonNode?> convert)
    {
        var field = domain.Schema.Find(change.Field)
            ?? throw new DeclarationException($"The domain '{domain.Container}'", [$"the field '{change.Field}' is not declared"]);
        return new FieldChange(change.Field, convert(field, change.From, $"/changes/{index}/from"), convert(field, change.To, $"/changes/{index}/to"));
    }
}
