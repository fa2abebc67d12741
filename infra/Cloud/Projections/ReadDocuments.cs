using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Sealing;

namespace Serverless.Cloud.Projections;

/// <summary>Documents of read models as they are stored: one of each build of the read model for a subject, personal fields sealed.</summary>
internal sealed class ReadDocuments(Container container, ProjectedDocument declared, SubjectPlace place, int build)
{
    private static readonly ItemRequestOptions WithoutContent = new() { EnableContentResponseOnWrite = false };

    private string Id => IdOf(build);

    private PartitionKey Partition => Partitions.Of(place.TenantId, place.SubjectId);

    public static string IdOf(int build) => $"v{build}";

    public async Task<ReadDocument> ReadAsync(SubjectKey? key, CancellationToken cancellation)
    {
        using var answer = await container.ReadItemStreamAsync(Id, Partition, cancellationToken: cancellation);
        if (answer.StatusCode == HttpStatusCode.NotFound) return ReadDocument.Empty;
        answer.EnsureSuccessStatusCode();
        var stored = (await JsonSerializer.DeserializeAsync<Stored>(answer.Content, DocumentJson.Options, cancellation))!;
        var sealer = Sealer(key);
        return new ReadDocument
        {
            Next = stored.Next.ToImmutableSortedDictionary(StringComparer.Ordinal),
            ChangedAt = stored.ChangedAt,
            Content = stored.Data is null ? null : declared.Read(sealer.Open(declared.Schema, stored.Data)),
            Shredded = sealer.Shredded,
            ETag = answer.Headers.ETag,
        };
    }

    /// <summary>False where it is not any more as it was read.</summary>
    public async Task<bool> TryWriteAsync(ReadDocument document, SubjectKey? key, CancellationToken cancellation)
    {
        var stored = new Stored
        {
            Id = Id,
            TenantId = place.TenantId,
            SubjectId = place.SubjectId,
            Kind = declared.Kind,
            ChangedAt = document.ChangedAt,
            Next = document.Next,
            Data = document.Content is null ? null : Sealer(key).Seal(declared.Schema, DocumentJson.Write(document.Content)),
        };
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(stored, DocumentJson.Options), writable: false);
        using var answer = document.ETag is null
            ? await container.CreateItemStreamAsync(content, Partition, WithoutContent, cancellation)
            : await container.ReplaceItemStreamAsync(content, Id, Partition, new() { IfMatchEtag = document.ETag, EnableContentResponseOnWrite = false }, cancellation);
        if (answer.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound) return false;
        answer.EnsureSuccessStatusCode();
        return true;
    }

    private Sealer Sealer(SubjectKey? key) => new(new SealPlace(place.TenantId, place.SubjectId, container.Id, Id, "/data"), key);

    private sealed record Stored
    {
        public required string Id { get; init; }

        public required string TenantId { get; init; }

        public required string SubjectId { get; init; }

        public required string Kind { get; init; }

        public required DateTimeOffset ChangedAt { get; init; }

        public required IReadOnlyDictionary<string, EventPosition> Next { get; init; }

        /// <summary>Null while nothing but discarded events is known.</summary>
        public JsonObject? Data { get; init; }
    }
}
