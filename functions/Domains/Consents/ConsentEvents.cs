using Serverless.Kernel.Declarations;
using FieldPurpose = Serverless.Kernel.Declarations.Purpose;

namespace Serverless.Functions.Domains.Consents;

/// <summary>An entry of a person's ledger. How its hash is made, <see cref="ConsentChain"/> says.</summary>
public abstract record ConsentEvent
{
    [Field("Place of the entry in the ledger, from 1", FieldPurpose.LegalObligation)]
    public required long Sequence { get; init; }

    [Field("The hash of the entry before", FieldPurpose.LegalObligation, MaxLength = ConsentChain.HashLength)]
    public required string PreviousHash { get; init; }

    [Field("The hash of the entry, by which an altered one is found", FieldPurpose.LegalObligation, MaxLength = ConsentChain.HashLength)]
    public required string Hash { get; init; }

    [Field("What the person's data is to be used for", FieldPurpose.LegalObligation)]
    public required ConsentPurpose Purpose { get; init; }

    [Field("Which wording of the policy the person was shown", FieldPurpose.LegalObligation, MaxLength = 40)]
    public required string PolicyVersion { get; init; }

    [Field("When the person said so", FieldPurpose.LegalObligation)]
    public required DateTimeOffset RecordedAt { get; init; }

    [Field("The account that recorded it: the person's own, or that of staff on their behalf", FieldPurpose.LegalObligation, Personal.Identity, MaxLength = 64)]
    public required string RecordedBy { get; init; }
}

public sealed record ConsentGranted : ConsentEvent;

/// <summary>Also where there was nothing to withdraw: that somebody refused is worth as much.</summary>
public sealed record ConsentWithdrawn : ConsentEvent;
