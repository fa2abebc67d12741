using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Azure.Cosmos;

namespace Serverless.Cloud.Cosmos;

/// <summary>
/// Values that only one record of a tenant may have, across partitions: whoever creates the reservation's document owns the
/// value. It is made before the record is stored, so a crash in between leaves one that nobody holds; after a while another may
/// take that over. Giving a value up therefore needs no step of its own, but where nothing is to be left of its owner.
/// </summary>
public sealed class Reservations(Database database, TimeProvider time)
{
    /// <summary>By which an owner's are found, wherever in the tenant.</summary>
    internal const string OwnerPath = "/owner";

    private const string Id = "reservation";

    private const int MaxAttempts = 10;

    /// <summary>Longer than any command lasts.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    /// <param name="value">Not in clear: a blind index.</param>
    /// <param name="isHeld">Whether a record has the value, according to what is stored of it.</param>
    /// <returns>False when another has it.</returns>
    public async Task<bool> TryTakeAsync(
        string container, string tenantId, string name, string value, Guid owner, Func<Guid, Task<bool>> isHeld, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(isHeld);
        var documents = database.GetContainer(container);
        var subject = $"{name}:{value}";
        var partition = Partitions.Of(tenantId, subject);
        var mine = new Reservation(Id, tenantId, subject, Id, owner, time.GetUtcNow());
        using var creation = Stream(mine);
        using var created = await documents.CreateItemStreamAsync(creation, partition, new() { EnableContentResponseOnWrite = false }, cancellation);
        if (created.StatusCode != HttpStatusCode.Conflict)
        {
            created.EnsureSuccessStatusCode();
            return true;
        }

        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            using var found = await documents.ReadItemStreamAsync(Id, partition, cancellationToken: cancellation);
            found.EnsureSuccessStatusCode();
            var theirs = (await JsonSerializer.DeserializeAsync<Reservation>(found.Content, cancellationToken: cancellation))!;
            if (theirs.Owner != owner && (time.GetUtcNow() - theirs.At < Grace || await isHeld(theirs.Owner))) return false;

            // The owner writes it anew too: whoever wants to take it over at this moment then sees that it is in use.
            using var replacement = Stream(mine);
            using var replaced = await documents.ReplaceItemStreamAsync(
                replacement, Id, partition, new() { IfMatchEtag = found.Headers.ETag, EnableContentResponseOnWrite = false }, cancellation);
            // Somebody was faster; or this very write, whose answer was lost and which the SDK has sent again.
            if (replaced.StatusCode == HttpStatusCode.PreconditionFailed) continue;
            replaced.EnsureSuccessStatusCode();
            return true;
        }

        return false;
    }

    /// <summary>How many values the owner has, or once wanted to have.</summary>
    public async Task<int> CountAsync(string container, string tenantId, Guid owner, CancellationToken cancellation) =>
        (await FindAsync(container, tenantId, owner, cancellation)).Count;

    /// <summary>Gives all values of an owner up at once, of whom nothing is to be left.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> ReleaseAsync(string container, string tenantId, Guid owner, CancellationToken cancellation)
    {
        var released = 0;
        while (await FindAsync(container, tenantId, owner, cancellation) is { Count: > 0 } theirs)
        {
            foreach (var (subject, etag) in theirs)
            {
                using var deleted = await database.GetContainer(container).DeleteItemStreamAsync(Id, Partitions.Of(tenantId, subject), new() { IfMatchEtag = etag }, cancellation);
                // Another has taken it over, or it was given up before.
                if (deleted.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound) continue;
                deleted.EnsureSuccessStatusCode();
                released++;
            }
        }

        return released;
    }

    private async Task<IReadOnlyList<(string Subject, string ETag)>> FindAsync(string container, string tenantId, Guid owner, CancellationToken cancellation)
    {
        var query = new QueryDefinition("SELECT c.subjectId, c._etag FROM c WHERE c.owner = @owner").WithParameter("@owner", owner);
        using var pages = database.GetContainer(container).GetItemQueryStreamIterator(query, requestOptions: new QueryRequestOptions { PartitionKey = Partitions.Of(tenantId) });
        var found = new List<(string, string)>();
        while (pages.HasMoreResults)
        {
            using var answer = await pages.ReadNextAsync(cancellation);
            answer.EnsureSuccessStatusCode();
            found.AddRange((await JsonSerializer.DeserializeAsync<Page>(answer.Content, cancellationToken: cancellation))!.Documents.Select(one => (one.SubjectId, one.ETag)));
        }

        return found;
    }

    private static MemoryStream Stream(Reservation reservation) => new(JsonSerializer.SerializeToUtf8Bytes(reservation), writable: false);

    private sealed record Reservation(
        [property: JsonPropertyName("id")] string Id,
        [property: JsonPropertyName("tenantId")] string TenantId,
        [property: JsonPropertyName("subjectId")] string SubjectId,
        [property: JsonPropertyName("kind")] string Kind,
        [property: JsonPropertyName("owner")] Guid Owner,
        [property: JsonPropertyName("at")] DateTimeOffset At);

    private sealed record Page([property: JsonPropertyName("Documents")] IReadOnlyList<Found> Documents);

    private sealed record Found([property: JsonPropertyName("subjectId")] string SubjectId, [property: JsonPropertyName("_etag")] string ETag);
}
