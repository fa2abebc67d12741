using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Serverless.Cloud.Keys;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Sealing;

namespace Serverless.Cloud.Projections;

/// <summary>A document of a read model in the form in which it is stored.</summary>
internal sealed record StoredDocument
{
    public required string Id { get; init; }

    public required string TenantId { get; init; }

    public required string SubjectId { get; init; }

    public required string Kind { get; init; }

    /// <summary>With whose key it is sealed, where that is not the subject whose partition it lies in.</summary>
    public string? OwnerId { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    public required IReadOnlyDictionary<string, EventPosition> Next { get; init; }

    /// <summary>Null while nothing but discarded events is known.</summary>
    public JsonObject? Data { get; init; }

    /// <summary>By field: keyed hashes of how its words begin. Null where no field is looked up so.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Prefixes { get; init; }

    /// <inheritdoc cref="ReadDocument.Consent"/>
    public ConsentMark? Consent { get; init; }

    /// <inheritdoc cref="ReadDocument.Owed"/>
    public IReadOnlyList<OwedTally>? Owed { get; init; }

    /// <summary>Of the stored document.</summary>
    [JsonIgnore]
    public string? ETag { get; init; }

    /// <param name="container">That it lies in.</param>
    /// <param name="blind">Null where nothing is looked up by hashes.</param>
    public static StoredDocument Seal(
        ReadDocument document, string id, string container, ProjectedDocument declared, DocumentPlace place, SubjectPlace owner, SubjectKey? key, BlindIndex? blind)
    {
        var stored = new StoredDocument
        {
            Id = id,
            TenantId = place.Partition.TenantId,
            SubjectId = place.Partition.SubjectId,
            Kind = declared.Kind,
            OwnerId = declared.IsPersonal && owner.SubjectId != place.Partition.SubjectId ? owner.SubjectId : null,
            ChangedAt = document.ChangedAt,
            Next = document.Next,
            Consent = document.Consent,
            Owed = document.Owed.Count == 0 ? null : [.. document.Owed.Select(OwedTally.Of)],
        };
        if (document.Content is null) return stored;
        var data = DocumentJson.Write(document.Content);
        return stored with
        {
            Data = stored.Sealer(container, key).Seal(declared.Schema, data),
            Prefixes = blind is null ? null : PrefixSearch.Hashes(declared, container, data, blind),
        };
    }

    public ReadDocument Open(string container, ProjectedDocument declared, SubjectKey? key)
    {
        var sealer = Sealer(container, key);
        return new ReadDocument
        {
            Next = Next.ToImmutableSortedDictionary(StringComparer.Ordinal),
            ChangedAt = ChangedAt,
            Content = Data is null ? null : declared.Read(sealer.Open(declared.Schema, Data)),
            Shredded = sealer.Shredded,
            Consent = Consent,
            OwnerId = OwnerId ?? SubjectId,
            Owed = [.. Owed?.Select(owed => owed.Patch()) ?? []],
            ETag = ETag,
        };
    }

    public ReadDocument Open(string container, ProjectedDocument declared, SubjectStanding standing) =>
        Open(container, declared, standing.Key) with { IsRestricted = standing.IsRestricted };

    private Sealer Sealer(string container, SubjectKey? key) => new(new SealPlace(TenantId, OwnerId ?? SubjectId, container, Id, "/data"), key);
}

/// <inheritdoc cref="ReadDocument.Owed"/>
internal sealed record OwedTally(string Tally, IReadOnlyDictionary<string, long> Increments)
{
    public static OwedTally Of(TallyPatch patch) => new(patch.Tally, patch.Increments.ToDictionary());

    public TallyPatch Patch() => new(Tally, [.. Increments]);
}
