using System.ComponentModel;
using Serverless.Cloud.Audit;
using Serverless.Cloud.Projections;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.Consents;

public sealed record ConsentPage(
    [property: Description("What the person said last, for each purpose that they were ever asked about.")] IReadOnlyList<StandingConsent> Standing,
    IReadOnlyList<ConsentItem> Items,
    [property: Description("Asks for the next page; null on the last one.")] string? Continuation);

/// <summary>An entry as a caller may see it.</summary>
public sealed record ConsentItem(
    [property: Description("Place in the ledger, from 1.")] long Sequence,
    ConsentPurpose Purpose,
    string PolicyVersion,
    ConsentDecision Decision,
    DateTimeOffset RecordedAt,
    [property: Description("The account that recorded it; null where the caller may not see it, or the person was erased.")] string? RecordedBy,
    [property: Description("The hash of the entry before.")] string PreviousHash,
    [property: Description("The hash of the entry.")] string Hash)
{
    private static readonly PersonalField RecordedByField = PersonalField.Of(RecordSchema.Of<ConsentEvent>().Find("recordedBy")!);

    public static ConsentItem Of(ConsentEvent entry, Caller caller, string subjectId, bool isRestricted)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var isSeen = entry.RecordedBy.Length > 0 && caller.Sees(Personal.Identity, subjectId, isRestricted);
        if (isSeen)
            AccessTrail.Current?.Note(AccessKind.Read, caller, new SubjectPlace(caller.TenantId, subjectId), ConsentsDomain.Consents.RecordType, $"{ConsentLedger.IdOf(Guid.Parse(subjectId))}", [RecordedByField]);
        return new ConsentItem(
            entry.Sequence, entry.Purpose, entry.PolicyVersion, ConsentChain.DecisionOf(entry), entry.RecordedAt, isSeen ? entry.RecordedBy : null, entry.PreviousHash, entry.Hash);
    }
}
