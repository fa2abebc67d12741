namespace Serverless.Cloud.Audit.Checkpoints;

/// <summary>
/// Writes down where chains end. What is altered afterwards is found even if everything that followed was written anew, and an end that is
/// cut off is missed.
/// </summary>
public sealed class AuditCheckpoints(CheckpointFeed feed, CheckpointLog log)
{
    /// <summary>All chains that have grown since it was done last. What a process that ended has left is done by the next one.</summary>
    /// <returns>How many chains, by tenant.</returns>
    /// <exception cref="Azure.RequestFailedException">Where checkpoints are kept there is no answer.</exception>
    public async Task<IReadOnlyDictionary<string, long>> TakeAsync(CancellationToken cancellation)
    {
        var taken = new Dictionary<string, long>(StringComparer.Ordinal);
        var position = await feed.ReadPositionAsync(cancellation);
        while (await feed.NextAsync(position, cancellation) is { } grown)
        {
            foreach (var tenant in grown.Heads.GroupBy(one => one.Key.TenantId, StringComparer.Ordinal))
            {
                var heads = tenant.Select(one => new CheckpointedHead(CheckpointedHead.NameOf(one.Key), one.Value.Sequence, one.Value.Hash)).OrderBy(head => head.Chain, StringComparer.Ordinal);
                foreach (var some in heads.Chunk(Checkpoint.MostHeads)) await log.AppendAsync(tenant.Key, some, cancellation);
                taken[tenant.Key] = taken.GetValueOrDefault(tenant.Key) + tenant.Count();
            }

            // Only now: what is not written down yet is read again.
            await feed.WritePositionAsync(position = grown.Continuation, cancellation);
        }

        return taken;
    }
}
