using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.Cloud.Keys;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Sealing;

namespace Serverless.Cloud.Cosmos;

/// <summary>The form in which a record's state is stored: what finds it in clear, what is personal sealed.</summary>
internal static class RecordDocuments
{
    private const string DataPath = "/data";

    public static JsonObject Write(Domain domain, Stored record, SubjectKey? key, BlindIndex? blind)
    {
        var document = new JsonObject
        {
            ["id"] = record.Key.Id,
            ["tenantId"] = record.Key.TenantId,
            ["subjectId"] = record.Key.SubjectId,
            ["kind"] = domain.RecordType,
            ["version"] = record.Version,
            ["createdAt"] = Time(record.CreatedAt),
            ["changedAt"] = Time(record.ChangedAt),
            ["data"] = Seal(domain, record.Key, record.Key.Id, record.Data, key),
        };
        if (blind is not null) document["blind"] = Blind(domain, record.Data, blind);
        return document;
    }

    public static Stored<TState> Read<TState, TEvent>(Domain<TState, TEvent> domain, JsonObject document, SubjectStanding standing)
        where TState : class
        where TEvent : class
    {
        var at = new RecordKey((string)document["tenantId"]!, (string)document["subjectId"]!, (Guid)document["id"]!);
        return Open(domain, at, at.Id, document, standing) with { ETag = (string?)document["_etag"] ?? "" };
    }

    /// <summary>Of whatever type.</summary>
    public static SubjectRecord Open(Domain domain, JsonObject document, SubjectKey? key)
    {
        var at = new RecordKey((string)document["tenantId"]!, (string)document["subjectId"]!, (Guid)document["id"]!);
        var sealer = new Sealer(Place(domain, at, at.Id), key);
        var data = sealer.Open(domain.Schema, document["data"]!.AsObject());
        return new SubjectRecord(at.RecordId, (long)document["version"]!, Time(document["createdAt"]!), Time(document["changedAt"]!), data, sealer.Shredded);
    }

    /// <summary>Data sealed for one document: the same state has another ciphertext wherever it is kept.</summary>
    public static JsonObject Seal(Domain domain, RecordKey at, string documentId, JsonObject data, SubjectKey? key) =>
        new Sealer(Place(domain, at, documentId), key).Seal(domain.Schema, data);

    /// <summary>What <see cref="Seal"/> made, with the version and times beside it.</summary>
    public static Stored<TState> Open<TState, TEvent>(Domain<TState, TEvent> domain, RecordKey at, string documentId, JsonObject document, SubjectStanding standing)
        where TState : class
        where TEvent : class
    {
        var sealer = new Sealer(Place(domain, at, documentId), standing.Key);
        var data = sealer.Open(domain.Schema, document["data"]!.AsObject());
        return new Stored<TState>(at, DocumentJson.Read<TState>(data))
        {
            Version = (long)document["version"]!,
            CreatedAt = Time(document["createdAt"]!),
            ChangedAt = Time(document["changedAt"]!),
            Data = data,
            Shredded = sealer.Shredded,
            IsRestricted = standing.IsRestricted,
        };
    }

    public static JsonNode Time(DateTimeOffset at) => DocumentJson.Time(at);

    public static DateTimeOffset Time(JsonNode text) => text.Deserialize<DateTimeOffset>(DocumentJson.Options);

    private static SealPlace Place(Domain domain, RecordKey at, string documentId) =>
        new(at.TenantId, at.SubjectId, domain.Container, documentId, DataPath);

    private static JsonObject Blind(Domain domain, JsonObject data, BlindIndex index) => new(
        from field in domain.Schema.Fields
        where field.IsBlindIndexed && data[field.Name] is not null
        select KeyValuePair.Create(field.Name, (JsonNode?)index.Of(domain.Container, field.Name, (string)data[field.Name]!)));
}
