using System.Text.Json.Nodes;

namespace Serverless.Cloud.Archives;

/// <summary>Finds records where they lie: in the store, or in the archive that what is left there names.</summary>
public sealed class ArchiveLookup(ArchiveBlobs blobs)
{
    /// <summary>A record, from what is stored at its id.</summary>
    /// <param name="document">Null where there is nothing.</param>
    /// <param name="again">Reads the document once more: a record may come back while it is looked for.</param>
    /// <returns>Null where the record is nowhere any more.</returns>
    /// <exception cref="ArchiveOfflineException">It takes hours to read.</exception>
    /// <exception cref="ArchiveDamagedException">The archive is not what was written.</exception>
    /// <exception cref="Azure.RequestFailedException">The account does not answer.</exception>
    public async Task<FoundRecord?> FindAsync(JsonObject? document, Func<Task<JsonObject?>> again, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(again);
        ArchivedPlace? left = null;
        while (document is not null)
        {
            if (ArchiveMarker.Of(document) is not { } marker) return new FoundRecord(document);
            if (marker.Place == left) return null;
            if (await FindAsync(document, marker, cancellation) is { } archived) return new FoundRecord(archived.State) { ArchivedAt = marker.At, Events = archived.Events };
            left = marker.Place;
            document = await again();
        }

        return null;
    }

    /// <returns>Null where it is not there any more.</returns>
    /// <inheritdoc cref="FindAsync(JsonObject?, Func{Task{JsonObject?}}, CancellationToken)" path="/exception"/>
    internal async Task<ArchivedRecord?> FindAsync(JsonObject document, ArchiveMarker marker, CancellationToken cancellation)
    {
        if (await blobs.FindAsync(marker.Place, cancellation) is not { } archived) return null;
        return IdentityOf(archived.State) == IdentityOf(document) ? archived : throw new ArchiveDamagedException("another record is where one was put");
    }

    private static (string?, string?, string?, string?) IdentityOf(JsonObject document) =>
        ((string?)document["tenantId"], (string?)document["subjectId"], (string?)document["kind"], (string?)document["id"]);
}

/// <summary>A record as it is stored, wherever it is.</summary>
public sealed record FoundRecord(JsonObject State)
{
    /// <summary>Null where it is not archived.</summary>
    public DateTimeOffset? ArchivedAt { get; init; }

    /// <summary>In order; null where it is not archived, and its events lie beside it.</summary>
    public IReadOnlyList<JsonObject>? Events { get; init; }
}
