using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Projections;

/// <summary>Which build of each read model is active: a small document in <c>operations</c>, known by every process for a moment.</summary>
public sealed class Builds(Database database, TimeProvider time, ProjectionOptions options)
{
    private const string Id = "builds";

    /// <summary>No tenant has a name with this character.</summary>
    private const string OfNoTenant = "_";

    private readonly Container _operations = database.GetContainer(PlatformContainers.Operations.Name);
    private readonly ConcurrentDictionary<string, (BuildState State, DateTimeOffset ReadAt)> _known = new(StringComparer.Ordinal);

    /// <summary>As it was <see cref="ProjectionOptions.BuildCacheLifetime"/> ago at the earliest.</summary>
    public async Task<BuildState> GetAsync(Projection projection, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(projection);
        var now = time.GetUtcNow();
        if (_known.TryGetValue(projection.Name, out var known) && now - known.ReadAt < options.BuildCacheLifetime) return known.State;
        var (state, _) = await ReadAsync(projection, cancellation);
        _known[projection.Name] = (state, now);
        return state;
    }

    /// <summary>As it is.</summary>
    internal async Task<(BuildState State, string? ETag)> ReadAsync(Projection projection, CancellationToken cancellation)
    {
        using var answer = await _operations.ReadItemStreamAsync(Id, PartitionOf(projection), cancellationToken: cancellation);
        if (answer.StatusCode == HttpStatusCode.NotFound) return (BuildState.First, null);
        answer.EnsureSuccessStatusCode();
        var stored = (await JsonSerializer.DeserializeAsync<Stored>(answer.Content, DocumentJson.Options, cancellation))!;
        return (stored.State, answer.Headers.ETag);
    }

    /// <summary>Changes it, however many want to at the same time.</summary>
    /// <param name="change">Null where nothing is to be changed.</param>
    internal async Task<BuildState> ChangeAsync(Projection projection, Func<BuildState, BuildState?> change, CancellationToken cancellation)
    {
        while (true)
        {
            var (before, etag) = await ReadAsync(projection, cancellation);
            var after = change(before);
            if (after is null || after == before || await TryWriteAsync(projection, after, etag, cancellation))
            {
                _known.TryRemove(projection.Name, out _);
                return after ?? before;
            }
        }
    }

    private async Task<bool> TryWriteAsync(Projection projection, BuildState state, string? etag, CancellationToken cancellation)
    {
        var stored = new Stored(Id, OfNoTenant, SubjectOf(projection), "projection", state);
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(stored, DocumentJson.Options), writable: false);
        using var answer = etag is null
            ? await _operations.CreateItemStreamAsync(content, PartitionOf(projection), cancellationToken: cancellation)
            : await _operations.ReplaceItemStreamAsync(content, Id, PartitionOf(projection), new() { IfMatchEtag = etag }, cancellation);
        if (answer.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed) return false;
        answer.EnsureSuccessStatusCode();
        return true;
    }

    private static string SubjectOf(Projection projection) => $"projection:{projection.Name}";

    private static PartitionKey PartitionOf(Projection projection) => Partitions.Of(OfNoTenant, SubjectOf(projection));

    private sealed record Stored(string Id, string TenantId, string SubjectId, string Kind, BuildState State);
}
