using System.ComponentModel;

namespace Serverless.Cloud.Audit;

/// <summary>The first entry of a chain that is not as it was stored.</summary>
public sealed record AuditBreach(
    [property: Description("Whose chain it is: a person, a ledger, or the audit itself.")] string SubjectId,
    [property: Description("Place in the chain, from 1.")] long Sequence,
    AuditFault Fault);

public enum AuditFault
{
    /// <summary>What the entry says is not what its hash was made of.</summary>
    Altered,

    /// <summary>There is no entry in this place.</summary>
    Removed,

    /// <summary>The entry in this place was stored for another.</summary>
    Moved,

    /// <summary>The entry is true by itself and does not follow the one before: one of the two was written anew.</summary>
    Unlinked,

    /// <summary>Something lies there that is no entry.</summary>
    Inserted,

    /// <summary>The chain ends before an entry that a checkpoint knows.</summary>
    CutOff,

    /// <summary>The chain holds, and is not the one that a checkpoint knows: all of it was written anew.</summary>
    Rewritten,
}
