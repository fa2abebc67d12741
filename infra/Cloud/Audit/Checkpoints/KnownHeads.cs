using Serverless.Cloud.Projections;
using Serverless.Cloud.Signing;

namespace Serverless.Cloud.Audit.Checkpoints;

/// <summary>What a tenant's checkpoints say, each checked: that it is signed, in its place, and follows the one before.</summary>
public sealed class KnownHeads
{
    private readonly Dictionary<string, Dictionary<long, string>> _heads = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _last = new(StringComparer.Ordinal);

    private KnownHeads()
    {
    }

    /// <summary>How many checkpoints there are, up to one that is wrong.</summary>
    public long Count { get; private set; }

    /// <summary>When the last one was written.</summary>
    public DateTimeOffset? Until { get; private set; }

    /// <summary>The first that is not as it was written, by its place; null where all are. What comes after it says nothing.</summary>
    public long? BrokenAt { get; private set; }

    /// <summary>Chains that any of them names, and the last place that is known of each.</summary>
    public IReadOnlyDictionary<string, long> Chains => _last;

    public static KnownHeads None { get; } = new();

    /// <param name="wanted">The chains of which every place is kept; of others only the last.</param>
    internal static async Task<KnownHeads> ReadAsync(CheckpointLog log, Signatures signatures, string tenantId, IReadOnlySet<string> wanted, CancellationToken cancellation)
    {
        var known = new KnownHeads();
        var previous = AuditHash.Origin;
        await foreach (var line in log.ReadAsync(tenantId, cancellation))
        {
            var isTrue = (await signatures.VerifyAsync(Checkpoint.Type, line, cancellation)) is { Flaw: null } check && check.TenantId == tenantId;
            if (!isTrue || CheckpointLine.Read(line) is not { } checkpoint || checkpoint.Sequence != known.Count + 1 || checkpoint.Previous != previous)
            {
                known.BrokenAt = known.Count + 1;
                break;
            }

            known.Add(checkpoint, wanted);
            previous = CheckpointLine.HashOf(line);
        }

        return known;
    }

    /// <summary>Hashes by their places in the subject's chain.</summary>
    public IReadOnlyDictionary<long, string> Of(SubjectPlace subject) => _heads.GetValueOrDefault(CheckpointedHead.NameOf(subject)) ?? [];

    private void Add(Checkpoint checkpoint, IReadOnlySet<string> wanted)
    {
        Count++;
        Until = checkpoint.At;
        foreach (var head in checkpoint.Heads)
        {
            _last[head.Chain] = Math.Max(_last.GetValueOrDefault(head.Chain), head.Sequence);
            if (!wanted.Contains(head.Chain)) continue;
            if (!_heads.TryGetValue(head.Chain, out var places)) _heads.Add(head.Chain, places = []);
            // What was said first is what counts: a later one may be of a chain that was written anew meanwhile.
            places.TryAdd(head.Sequence, head.Hash);
        }
    }
}
