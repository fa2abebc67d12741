using System.Net;
using System.Text.Json;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Projections;

/// <summary>The counters of a partition as they are stored: one document of each tally and build. They are only ever added to, in the batch that writes what they count.</summary>
internal sealed class TallyDocuments(Container container, SubjectPlace partition, int build)
{
    internal const string Kind = "tally";

    private static readonly TransactionalBatchPatchItemRequestOptions WithoutContent = new() { EnableContentResponseOnWrite = false };

    public static string IdOf(int build, string tally) => $"{DocumentPlace.BuildId(build)}:{DocumentPlace.TallyPrefix}{tally}";

    public void Add(TransactionalBatch batch, TallyPatch patch) =>
        batch.PatchItem(IdOf(build, patch.Tally), [.. patch.Increments.Select(one => PatchOperation.Increment($"/counters/{one.Key}", one.Value))], WithoutContent);

    /// <summary>Makes those that are not there yet; whoever is first, they begin empty.</summary>
    public async Task EnsureAsync(IEnumerable<string> tallies, CancellationToken cancellation)
    {
        foreach (var tally in tallies.Distinct(StringComparer.Ordinal))
        {
            var empty = new StoredTally(IdOf(build, tally), partition.TenantId, partition.SubjectId, Kind, tally, new Dictionary<string, long>());
            using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(empty, DocumentJson.Options), writable: false);
            using var answer = await container.CreateItemStreamAsync(
                content, Partitions.Of(partition.TenantId, partition.SubjectId), new ItemRequestOptions { EnableContentResponseOnWrite = false }, cancellation);
            if (answer.StatusCode != HttpStatusCode.Conflict) answer.EnsureSuccessStatusCode();
        }
    }

    /// <summary>Empty where nothing was ever counted.</summary>
    public async Task<IReadOnlyDictionary<string, long>> ReadAsync(string tally, CancellationToken cancellation)
    {
        using var answer = await container.ReadItemStreamAsync(IdOf(build, tally), Partitions.Of(partition.TenantId, partition.SubjectId), cancellationToken: cancellation);
        if (answer.StatusCode == HttpStatusCode.NotFound) return new Dictionary<string, long>();
        answer.EnsureSuccessStatusCode();
        return (await JsonSerializer.DeserializeAsync<StoredTally>(answer.Content, DocumentJson.Options, cancellation))!.Counters;
    }
}

/// <param name="Tally">Its name.</param>
internal sealed record StoredTally(string Id, string TenantId, string SubjectId, string Kind, string Tally, IReadOnlyDictionary<string, long> Counters);
