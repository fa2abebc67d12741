using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Serverless.Cloud.Projections;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Cosmos;

/// <summary>
/// What is stored as events of a record, as it is stored: <see cref="EventDocuments"/> opens it. There is no way here or anywhere
/// else to change an event or to take one away.
/// </summary>
public sealed class RecordHistory(SubjectEvents events)
{
    /// <summary>Everything in the subject's partition that says it is an event of such a record, in no order; also what others than the app have put there.</summary>
    public IAsyncEnumerable<JsonObject> FindAsync(Domain domain, RecordKey key, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(key);
        return ReadAsync(SearchOf(domain, key), cancellation);
    }

    /// <summary>The events of some of the record's versions, in no order.</summary>
    public IAsyncEnumerable<JsonObject> FindAsync(Domain domain, RecordKey key, long first, long last, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(key);
        return ReadAsync(SearchOf(domain, key) with { RecordId = key.RecordId, Versions = (first, last) }, cancellation);
    }

    private static EventSearch SearchOf(Domain domain, RecordKey key) => new([domain], domain.Container, new SubjectPlace(key.TenantId, key.SubjectId));

    private async IAsyncEnumerable<JsonObject> ReadAsync(EventSearch search, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var document in await events.ReadAsync(search, cancellation)) yield return JsonObject.Create(document)!;
    }
}
