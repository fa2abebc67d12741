using System.ComponentModel;

namespace Serverless.Cloud.Audit;

/// <summary>What came of checking chains.</summary>
public sealed record AuditVerification(
    [property: Description("Everything that was checked is as it was stored.")] bool Intact,
    [property: Description("Chains that were looked at.")] long Chains,
    [property: Description("Entries that were found good.")] long Entries,
    [property: Description("Entries of them that nobody could have cut off or written anew since, because a checkpoint knows what came after them.")] long Vouched,
    [property: Description("When the last checkpoint was written; null where there is none.")] DateTimeOffset? CheckpointedAt,
    [property: Description("The first thing that is not as it was stored; null where there is none.")] AuditBreach? Breach,
    [property: Description("What could not be checked.")] IReadOnlyList<AuditGap> Unchecked,
    [property: Description("Goes on where this ended; null where all was checked.")] string? Continuation);

/// <summary>What a check cannot say.</summary>
public enum AuditGap
{
    /// <summary>Entries before the time from which it was to begin; what the first one follows is taken as it says.</summary>
    EntriesBefore,

    /// <summary>Whether the last entries of a chain, since the last checkpoint, were cut off or all written anew.</summary>
    EndsSinceCheckpoint,

    /// <summary>Whether chains are those that checkpoints know: the checkpoints cannot be reached, or are not as they were written.</summary>
    Checkpoints,
}
