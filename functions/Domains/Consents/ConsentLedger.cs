using Serverless.Kernel.Declarations;
using Serverless.Kernel.Ids;
using FieldPurpose = Serverless.Kernel.Declarations.Purpose;

namespace Serverless.Functions.Domains.Consents;

/// <summary>What a person has consented to. Its entries are its events (<see cref="ConsentEvent"/>), which nothing changes and nothing removes.</summary>
public sealed record ConsentLedger
{
    [Field("How many entries there are", FieldPurpose.LegalObligation)]
    public required long Count { get; init; }

    [Field("The hash of the last entry", FieldPurpose.LegalObligation, MaxLength = ConsentChain.HashLength)]
    public required string Head { get; init; }

    [Field("What the person said last, for each purpose that they were ever asked about", FieldPurpose.LegalObligation, MaxItems = 50)]
    public required IReadOnlyList<StandingConsent> Standing { get; init; }

    /// <summary>One for each person.</summary>
    public static Guid IdOf(Guid personId) => Uuid.Derived("consents", personId.ToString());
}

[FieldsOf(typeof(ConsentEvent))]
public sealed record StandingConsent
{
    public required ConsentPurpose Purpose { get; init; }

    [Field("Whether the person agrees or does not", FieldPurpose.LegalObligation)]
    public required ConsentDecision Decision { get; init; }

    public required string PolicyVersion { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }
}

/// <summary>What data is used for beyond what the programme itself needs. Stored by name: add, never rename or remove.</summary>
public enum ConsentPurpose
{
    ProgressAnalysis,
    Directory,
    Newsletter,
    Research,
}

/// <summary>Stored by name: add, never rename or remove.</summary>
public enum ConsentDecision
{
    Granted,

    /// <summary>Or refused: it was never granted.</summary>
    Withdrawn,
}

/// <summary>What somebody says. Granting and withdrawing differ in one word.</summary>
[FieldsOf(typeof(ConsentEvent))]
public sealed record ConsentChoice
{
    public required ConsentPurpose Purpose { get; init; }

    public required string PolicyVersion { get; init; }

    [Field("Whether the person agrees or does not", FieldPurpose.LegalObligation)]
    public required ConsentDecision Decision { get; init; }
}
