using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;

namespace Serverless.Cloud.Audit.Checkpoints;

/// <summary>Which chains have grown since the last checkpoints: what the change feed of the entries says, read once.</summary>
public sealed class CheckpointFeed(Database database)
{
    private const string Reader = "audit-checkpoints";
    private const int PageSize = 1000;

    private static readonly ItemRequestOptions WithoutContent = new() { EnableContentResponseOnWrite = false };

    private readonly Container _entries = database.GetContainer(PlatformContainers.Audit.Name);
    private readonly Container _leases = database.GetContainer(PlatformContainers.Leases.Name);

    /// <summary>The next part of what has grown; null where nothing has.</summary>
    internal async Task<GrownChains?> NextAsync(string? continuation, CancellationToken cancellation)
    {
        var ranges = (await _entries.GetFeedRangesAsync(cancellation)).Count;
        var from = continuation is null ? ChangeFeedStartFrom.Beginning() : ChangeFeedStartFrom.ContinuationToken(continuation);
        using var pages = _entries.GetChangeFeedStreamIterator(from, ChangeFeedMode.LatestVersion, new ChangeFeedRequestOptions { PageSizeHint = PageSize });
        // Each part of the container says for itself that it has nothing new.
        for (var quiet = 0; quiet < ranges; quiet++)
        {
            using var page = await pages.ReadNextAsync(cancellation);
            if (page.StatusCode == HttpStatusCode.NotModified) continue;
            page.EnsureSuccessStatusCode();
            var changes = (await JsonSerializer.DeserializeAsync<JsonObject>(page.Content, cancellationToken: cancellation))!["Documents"]!.AsArray();
            return new GrownChains(Heads(changes.Select(change => change!.AsObject())), page.ContinuationToken);
        }

        return null;
    }

    /// <summary>Where reading goes on; null at the very beginning.</summary>
    internal async Task<string?> ReadPositionAsync(CancellationToken cancellation)
    {
        using var answer = await _leases.ReadItemStreamAsync(Reader, new PartitionKey(Reader), cancellationToken: cancellation);
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        answer.EnsureSuccessStatusCode();
        return (string?)(await JsonSerializer.DeserializeAsync<JsonObject>(answer.Content, cancellationToken: cancellation))!["continuation"];
    }

    /// <summary>Two that read at the same time say the same twice, which does no harm; neither position is wrong.</summary>
    internal async Task WritePositionAsync(string continuation, CancellationToken cancellation)
    {
        var position = new JsonObject { ["id"] = Reader, ["continuation"] = continuation };
        using var answer = await _leases.UpsertItemStreamAsync(
            new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(position), writable: false), new PartitionKey(Reader), WithoutContent, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>What is no entry, whoever has put it there, ends no chain.</summary>
    private static Dictionary<SubjectPlace, ChainHead> Heads(IEnumerable<JsonObject> changes)
    {
        var heads = new Dictionary<SubjectPlace, ChainHead>();
        foreach (var change in changes)
        {
            if (change["sequence"] is not JsonValue value || !value.TryGetValue(out long sequence) || change["hash"] is not JsonValue hash || !hash.TryGetValue<string>(out var text)) continue;
            var subject = new SubjectPlace((string)change["tenantId"]!, (string)change["subjectId"]!);
            if (!heads.TryGetValue(subject, out var known) || known.Sequence < sequence) heads[subject] = new ChainHead(sequence, text);
        }

        return heads;
    }
}

/// <param name="Continuation">After them.</param>
internal sealed record GrownChains(IReadOnlyDictionary<SubjectPlace, ChainHead> Heads, string Continuation);
