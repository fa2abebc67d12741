using System.ComponentModel;

namespace Serverless.Functions.Domains.Consents;

/// <summary>What came of checking a ledger.</summary>
public sealed record ConsentVerification(
    [property: Description("Every entry is as it was written, in its place, and the ledger sums them up.")] bool Intact,
    [property: Description("How many entries were found.")] long Entries,
    [property: Description("How many of them can be checked by their links only, because the person was erased.")] long Shredded,
    [property: Description("The hash of the last entry, as the ledger has it.")] string Head,
    [property: Description("The first entry that is not as it was written; null where all are.")] ConsentBreach? Breach);

public sealed record ConsentBreach(
    [property: Description("Place in the ledger, from 1; 0 for an inserted entry that says none.")] long Sequence,
    ConsentFault Fault);

public enum ConsentFault
{
    /// <summary>What the entry says is not what its hash was made of.</summary>
    Altered,

    /// <summary>There is no entry in this place.</summary>
    Removed,

    /// <summary>The entry in this place was written for another.</summary>
    Moved,

    /// <summary>The entry is true by itself and does not follow the one before: one of the two was written anew.</summary>
    Unlinked,

    /// <summary>The entry is one too many.</summary>
    Inserted,

    /// <summary>All entries are as they were written, and the ledger's count, head or what stands are not theirs: the last ones were removed, or the ledger was altered.</summary>
    LedgerDiffers,
}
