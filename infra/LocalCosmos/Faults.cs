namespace Serverless.LocalCosmos;

/// <summary>The failures that a server produces on demand, so that retry policies can be seen to work.</summary>
/// <param name="seed">Makes rules with a probability choose the same requests in every run.</param>
public sealed class Faults(int seed = 0)
{
    private readonly Lock _lock = new();
    private readonly List<ActiveRule> _rules = [];
    private volatile bool _any;
    private int _lastId;

    // Chance that can be repeated is the point; nothing here guards a secret.
#pragma warning disable CA5394
    private readonly Random _random = new(seed);
#pragma warning restore CA5394

    internal bool IsEmpty => !_any;

    /// <returns>The id that <see cref="Remove"/> takes.</returns>
    public int Add(FaultRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        if (rule.Probability is not (>= 0 and <= 1)) throw new ArgumentException("A probability lies between 0 and 1.", nameof(rule));
        if (rule.Skip < 0 || rule.Count < 0) throw new ArgumentException("Skip and Count cannot be negative.", nameof(rule));
        if (rule.Delay < TimeSpan.Zero || rule.RetryAfter < TimeSpan.Zero) throw new ArgumentException("Times cannot be negative.", nameof(rule));
        lock (_lock)
        {
            _rules.Add(new ActiveRule(++_lastId, rule));
            _any = true;
            return _lastId;
        }
    }

    public bool Remove(int id)
    {
        lock (_lock)
        {
            var removed = _rules.RemoveAll(r => r.Id == id) > 0;
            _any = _rules.Count > 0;
            return removed;
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _rules.Clear();
            _any = false;
        }
    }

    /// <summary>Every rule by its id, with the number of times it applied.</summary>
    public IReadOnlyList<(int Id, FaultRule Rule, int Applied)> List()
    {
        lock (_lock) return [.. _rules.Select(r => (r.Id, r.Rule, r.Applied))];
    }

    /// <summary>The delay and the failure that a request meets; rules apply in the order in which they were added.</summary>
    internal (TimeSpan Delay, FaultRule? Failure) Next(RequestKind operation, string? database, string? container)
    {
        var delay = TimeSpan.Zero;
        if (!_any || operation == RequestKind.Admin) return (delay, null);
        lock (_lock)
        {
            foreach (var rule in _rules.Where(r => r.Matches(operation, database, container)))
            {
                if (!rule.Applies(_random)) continue;
                if (rule.Rule.Action != FaultAction.Delay) return (delay, rule.Rule);
                delay += rule.Rule.Delay;
            }
        }

        return (delay, null);
    }

    private sealed class ActiveRule(int id, FaultRule rule)
    {
        private int _seen;

        public int Id => id;

        public FaultRule Rule => rule;

        public int Applied { get; private set; }

        public bool Matches(RequestKind operation, string? database, string? container) =>
            (rule.Operation is null || rule.Operation == operation)
            && (rule.Database is null || rule.Database == database)
            && (rule.Container is null || rule.Container == container);

        public bool Applies(Random random)
        {
            if (_seen < rule.Skip)
            {
                _seen++;
                return false;
            }

            if (Applied >= rule.Count) return false;
#pragma warning disable CA5394 // See above.
            if (rule.Probability < 1 && random.NextDouble() >= rule.Probability) return false;
#pragma warning restore CA5394
            Applied++;
            return true;
        }
    }
}
