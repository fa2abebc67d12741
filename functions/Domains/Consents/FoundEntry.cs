using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Events;
using Serverless.Kernel.Sealing;

namespace Serverless.Functions.Domains.Consents;

/// <summary>An entry as it was found in the store.</summary>
/// <param name="DocumentId">The document that it was found in.</param>
/// <param name="Place">The place that it claims in the ledger; 0 where it says none.</param>
/// <param name="Entry">Null where there is no telling what it once said.</param>
/// <param name="IsTrue">It is what its hash and its document say. Of an erased person nobody can tell, and it is not said to be false.</param>
public sealed record FoundEntry(string DocumentId, long Place, ConsentEvent? Entry, bool IsTrue)
{
    private static readonly Domain<ConsentLedger, ConsentEvent> Declared = ConsentsDomain.Consents;

    /// <summary>The person was erased: who recorded the entry, and so its hash, cannot be read any more.</summary>
    public bool IsShredded => Entry is { RecordedBy: "" };

    /// <param name="at">Of the ledger.</param>
    /// <param name="key">The person's; null where it is destroyed.</param>
    public static FoundEntry Read(JsonObject document, RecordKey at, SubjectKey? key)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(at);
        var id = document["id"]!.ToString();
        try
        {
            var stored = EventDocuments.Read(Declared, document, key);
            var entry = (ConsentEvent)stored.Data.Deserialize(Declared.Events.Single(type => type.Name == stored.Kind).Type, DocumentJson.Options)!;
            return new FoundEntry(id, entry.Sequence, entry, IsInPlace(stored, entry, at) && (key is null || IsAsSaid(stored, entry, at)));
        }
        // Whatever somebody has made of the document: no JSON of this form, not sealed for this place, of an unknown kind.
        catch (Exception e) when (e is JsonException or CryptographicException or DeclarationException or ArgumentException or InvalidOperationException)
        {
            return new FoundEntry(id, PlaceIn(document), Entry: null, IsTrue: false);
        }
    }

    private static bool IsInPlace(EventDocument stored, ConsentEvent entry, RecordKey at) =>
        stored.RecordId == at.RecordId && stored.Version == entry.Sequence && stored.Index == 0 && stored.Final && stored.At == entry.RecordedAt;

    private static bool IsAsSaid(EventDocument stored, ConsentEvent entry, RecordKey at) =>
        stored.By.CallerId == entry.RecordedBy && entry.Hash == ConsentChain.HashOf(at.TenantId, Guid.Parse(at.SubjectId), entry);

    private static long PlaceIn(JsonObject document) =>
        document["data"] is JsonObject data && data["sequence"] is JsonValue value && value.TryGetValue(out long place) ? place : 0;
}
