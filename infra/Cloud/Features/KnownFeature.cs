using Serverless.Cloud.Cosmos;

namespace Serverless.Cloud.Features;

/// <summary>
/// What this process knows of one feature's switches. One look at a time serves all who ask. A store that does not answer must not
/// take down what it is not needed for: whoever has known how the feature was switched goes on with that, however old it is, and
/// looks again a lifetime later. A process that has never known it cannot tell what may be shown, and fails as the store does.
/// </summary>
internal sealed class KnownFeature(Func<Task<FeatureState>> read, TimeProvider time, FeatureOptions options)
{
    private readonly Lock _lock = new();
    private FeatureState? _state;
    private DateTimeOffset _goodUntil;
    private Task<FeatureState>? _look;
    private DateTimeOffset _lookedAt;
    private int _sets;

    public async ValueTask<FeatureState> GetAsync(CancellationToken cancellation)
    {
        FeatureState? known;
        Task<FeatureState> look;
        lock (_lock)
        {
            var now = time.GetUtcNow();
            known = _state;
            // Who comes while the store is asked in vain need not be patient a second time.
            if (known is not null && (now < _goodUntil || (_look is not null && now - _lookedAt >= options.Patience))) return known;
            if (_look is null)
            {
                _lookedAt = now;
                // Nobody's own: who goes away does not end it for the others.
                _look = Task.Run(LookAsync, CancellationToken.None);
            }

            look = _look;
        }

        if (known is null) return await look.WaitAsync(cancellation);
        try
        {
            return await look.WaitAsync(options.Patience, time, cancellation);
        }
        catch (Exception e) when (StoreOutage.Is(e))
        {
            return known;
        }
    }

    /// <summary>As this process has just changed it, or seen it.</summary>
    public void Set(FeatureState state)
    {
        lock (_lock)
        {
            _sets++;
            (_state, _goodUntil) = (state, time.GetUtcNow() + options.CacheLifetime);
        }
    }

    private async Task<FeatureState> LookAsync()
    {
        int sets;
        lock (_lock) sets = _sets;
        FeatureState? found = null;
        try
        {
            found = await read();
        }
        finally
        {
            lock (_lock)
            {
                // What was found is as old as the question; what was set meanwhile is newer.
                if (sets == _sets) (_state, _goodUntil) = (found ?? _state, (found is null ? time.GetUtcNow() : _lookedAt) + options.CacheLifetime);
                _look = null;
            }
        }

        return found;
    }
}
