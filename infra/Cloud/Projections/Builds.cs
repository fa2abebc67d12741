using System.Collections.Concurrent;
using System.Text.Json.Serialization;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;

namespace Serverless.Cloud.Projections;

/// <summary>Which build of each read model is active: a small document in <c>operations</c>, known by every process for a moment.</summary>
public sealed class Builds(Database database, TimeProvider time, ProjectionOptions options)
{
    private readonly PlatformDocuments _operations = new(database, PlatformContainers.Operations);
    private readonly ConcurrentDictionary<string, (BuildState State, DateTimeOffset ReadAt)> _known = new(StringComparer.Ordinal);

    /// <summary>As it was <see cref="ProjectionOptions.BuildCacheLifetime"/> ago at the earliest.</summary>
    public async Task<BuildState> GetAsync(Projection projection, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(projection);
        var now = time.GetUtcNow();
        if (_known.TryGetValue(projection.Name, out var known) && now - known.ReadAt < options.BuildCacheLifetime) return known.State;
        var state = await ReadAsync(projection, cancellation);
        _known[projection.Name] = (state, now);
        return state;
    }

    /// <summary>As it is.</summary>
    internal async Task<BuildState> ReadAsync(Projection projection, CancellationToken cancellation) =>
        (await FindAsync(projection, cancellation))?.State ?? BuildState.First;

    /// <summary>Changes it, however many want to at the same time.</summary>
    /// <param name="change">Null where nothing is to be changed.</param>
    internal async Task<BuildState> ChangeAsync(Projection projection, Func<BuildState, BuildState?> change, CancellationToken cancellation)
    {
        while (true)
        {
            var stored = await FindAsync(projection, cancellation);
            var before = stored?.State ?? BuildState.First;
            var after = change(before);
            if (after is null || after == before || await TryWriteAsync(projection, stored, after, cancellation))
            {
                _known.TryRemove(projection.Name, out _);
                return after ?? before;
            }
        }
    }

    private Task<BuildsDocument?> FindAsync(Projection projection, CancellationToken cancellation) =>
        _operations.FindAsync<BuildsDocument>(BuildsDocument.OnlyId, BuildsDocument.OfNoTenant, BuildsDocument.SubjectOf(projection), cancellation);

    private Task<bool> TryWriteAsync(Projection projection, BuildsDocument? before, BuildState state, CancellationToken cancellation) => before is null
        ? _operations.TryAddAsync(new BuildsDocument { SubjectId = BuildsDocument.SubjectOf(projection), State = state }, cancellation)
        : _operations.TryReplaceAsync(before with { State = state }, cancellation);

    private sealed record BuildsDocument : IReplaceableDocument
    {
        public const string OnlyId = "builds";

        /// <summary>No tenant has a name with this character.</summary>
        public const string OfNoTenant = "_";

        public string Id { get; init; } = OnlyId;

        public string TenantId { get; init; } = OfNoTenant;

        public required string SubjectId { get; init; }

        public string Kind { get; init; } = "projection";

        public required BuildState State { get; init; }

        [JsonPropertyName("_etag")]
        public string? ETag { get; init; }

        public static string SubjectOf(Projection projection) => $"projection:{projection.Name}";
    }
}
