using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Results;

namespace Serverless.Cloud.Features;

/// <summary>For whom features are on: a small document for each in <c>operations</c>, known by every process for a moment.</summary>
public sealed class FeatureSwitches(Database database, TimeProvider time, FeatureOptions options)
{
    private readonly PlatformDocuments _operations = new(database, PlatformContainers.Operations);
    private readonly ConcurrentDictionary<string, KnownFeature> _known = new(StringComparer.Ordinal);

    /// <summary>The names of the domain's features that are on for the tenant, as it was <see cref="FeatureOptions.CacheLifetime"/> ago at the earliest while the store answers.</summary>
    public async ValueTask<IReadOnlySet<string>> OnAsync(Domain domain, string tenantId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(domain);
        if (domain.Features.Count == 0) return FrozenSet<string>.Empty;
        var on = new HashSet<string>(StringComparer.Ordinal);
        foreach (var feature in domain.Features)
        {
            if ((await Known(feature.Name).GetAsync(cancellation)).IsOnFor(tenantId)) on.Add(feature.Name);
        }

        return on;
    }

    /// <summary>As it is.</summary>
    public async Task<FeatureState> ReadAsync(string feature, CancellationToken cancellation) =>
        (await FindAsync(feature, cancellation))?.State ?? FeatureState.Untouched;

    /// <summary>Changes it, however many want to at the same time: each change is made to what the one before has left.</summary>
    public async Task<Result<FeatureState>> ChangeAsync(string feature, FeatureChange change, CancellationToken cancellation)
    {
        while (true)
        {
            var before = await FindAsync(feature, cancellation);
            var state = before?.State ?? FeatureState.Untouched;
            var after = state.After(change);
            if (!after.IsSuccess) return after.Error;
            if (!ReferenceEquals(after.Value, state) && !await TryWriteAsync(feature, before, after.Value, cancellation)) continue;
            // Who has switched it and asks here sees it at once; other processes, once what they know is too old.
            Known(feature).Set(after.Value);
            return after;
        }
    }

    private Task<bool> TryWriteAsync(string feature, FeatureDocument? before, FeatureState state, CancellationToken cancellation) => before is null
        ? _operations.TryAddAsync(new FeatureDocument { SubjectId = FeatureDocument.SubjectOf(feature), State = state }, cancellation)
        : _operations.TryReplaceAsync(before with { State = state }, cancellation);

    private Task<FeatureDocument?> FindAsync(string feature, CancellationToken cancellation) =>
        _operations.FindAsync<FeatureDocument>(FeatureDocument.OnlyId, FeatureDocument.OfNoTenant, FeatureDocument.SubjectOf(feature), cancellation);

    private KnownFeature Known(string feature) => _known.GetOrAdd(feature, name => new KnownFeature(() => ReadAsync(name, CancellationToken.None), time, options));
}
