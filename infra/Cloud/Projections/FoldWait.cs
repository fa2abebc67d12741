using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Events;
using Serverless.Kernel.Results;

namespace Serverless.Cloud.Projections;

/// <summary>Where to look for the document that a write is folded into.</summary>
/// <param name="PartitionId">Which of the tenant's partitions; null for any.</param>
/// <param name="Name">As <see cref="DocumentPlace"/> has it.</param>
public sealed record Holder(string? PartitionId, string? Name);

/// <summary>Waits until a read model holds a write: until the document shows it that it is folded into, or the whole feed is read.</summary>
public sealed class FoldWait(Database database, Builds builds, Freshness freshness, DeadLetters letters, SubjectFold folds, TimeProvider time, ProjectionOptions options)
{
    /// <returns>Null when it is folded, or nothing of this read model.</returns>
    public async Task<Error?> UntilFoldedAsync(Projection projection, string tenantId, ConsistencyToken token, Holder? holder, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(projection);
        ArgumentNullException.ThrowIfNull(token);
        if (!projection.Containers.Contains(token.Container)) return null;
        var until = time.GetUtcNow() + options.ConsistencyWait;
        var partition = holder?.PartitionId is { } partitionId ? new SubjectPlace(tenantId, partitionId) : null;
        while (true)
        {
            var folded = partition is null ? null : folds.NextAsync(projection, partition);
            if (holder is not null && await HoldsAsync(projection, tenantId, holder, token, cancellation)) return null;
            if (await freshness.HasPassedAsync(projection, token.Container, cancellation))
                return await letters.IsParkedAsync(projection, tenantId, token, cancellation) ? ProjectionErrors.Parked : null;

            var left = until - time.GetUtcNow();
            if (left <= TimeSpan.Zero)
            {
                // So that nothing is kept for a fold that may never come; others that wait look once more.
                if (partition is not null) folds.Raise(projection, partition);
                return await letters.IsParkedAsync(projection, tenantId, token, cancellation) ? ProjectionErrors.Parked : ProjectionErrors.NotYet;
            }

            // Another process folds without a sign here, so it is looked at again in any case.
            var pause = Task.Delay(left < options.ConsistencyPoll ? left : options.ConsistencyPoll, time, cancellation);
            await (folded is null ? pause : Task.WhenAny(folded, pause));
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private async Task<bool> HoldsAsync(Projection projection, string tenantId, Holder holder, ConsistencyToken token, CancellationToken cancellation)
    {
        var source = RecordStep.SourceOf(token.Container, token.RecordId);
        var container = database.GetContainer(projection.Name);
        var build = (await builds.GetAsync(projection, cancellation)).Active;
        if (holder.PartitionId is { } partitionId)
        {
            var place = new DocumentPlace(new SubjectPlace(tenantId, partitionId), holder.Name);
            return Contains((await ReadDocuments.FindAsync(container, place, build, cancellation))?.Next);
        }

        var query = new QueryDefinition("SELECT c.next FROM c WHERE c.id = @id")
            .WithParameter("@id", new DocumentPlace(new SubjectPlace(tenantId, ""), holder.Name).IdIn(build));
        using var pages = container.GetItemQueryStreamIterator(query, requestOptions: new QueryRequestOptions { PartitionKey = Partitions.Of(tenantId) });
        while (pages.HasMoreResults)
        {
            using var answer = await pages.ReadNextAsync(cancellation);
            answer.EnsureSuccessStatusCode();
            var found = (await JsonSerializer.DeserializeAsync<Found>(answer.Content, DocumentJson.Options, cancellation))!.Documents;
            if (found.Any(one => Contains(one.Next))) return true;
        }

        return false;

        bool Contains(IReadOnlyDictionary<string, EventPosition>? next) => next is not null && next.TryGetValue(source, out var position) && position.Version > token.Version;
    }

    private sealed record Found([property: JsonPropertyName("Documents")] IReadOnlyList<Positions> Documents);

    private sealed record Positions(IReadOnlyDictionary<string, EventPosition> Next);
}
