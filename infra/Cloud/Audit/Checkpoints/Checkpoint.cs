using Serverless.Cloud.Projections;
using Serverless.Kernel.Ids;

namespace Serverless.Cloud.Audit.Checkpoints;

/// <summary>Where chains of a tenant ended at some time, signed by the tenant, and kept where the app itself can take nothing back.</summary>
/// <param name="Sequence">Among the tenant's checkpoints, from 1.</param>
/// <param name="Previous">The hash of the checkpoint before, as it is written down.</param>
public sealed record Checkpoint(string TenantId, long Sequence, DateTimeOffset At, IReadOnlyList<CheckpointedHead> Heads, string Previous)
{
    /// <summary>As the signature names it; changes with the form.</summary>
    public const string Type = "audit-checkpoint-v1";

    /// <summary>More are in the next one.</summary>
    public const int MostHeads = 2000;
}

/// <param name="Chain">Names the chain and tells nobody whose it is, who does not know them already.</param>
/// <param name="Sequence">Of its last entry.</param>
/// <param name="Hash">Of that.</param>
public sealed record CheckpointedHead(string Chain, long Sequence, string Hash)
{
    public static string NameOf(SubjectPlace subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return Uuid.Derived("audit-chain", subject.TenantId, subject.SubjectId).ToString("N");
    }
}
