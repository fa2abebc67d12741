using Serverless.Functions.Seams;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.Restrictions;

/// <summary>That a person's data is kept, and nothing else is done with it (GDPR Art. 18).</summary>
public sealed record Restriction
{
    [Field("The person whose data it is", Purpose.LegalObligation)]
    public required Guid PersonId { get; init; }

    [Field("What it rests on (GDPR Art. 18(1))", Purpose.LegalObligation)]
    public required RestrictionGround Ground { get; init; }

    [Field("Whether it stands", Purpose.LegalObligation)]
    public required RestrictionStatus Status { get; init; }

    [Field("What there is to say about it", Purpose.LegalObligation, Personal.FreeText, MaxLength = 2000)]
    public string? Reason { get; init; }

    [Field("When the person was told that it would be lifted (GDPR Art. 18(3))", Purpose.LegalObligation)]
    public DateTimeOffset? SubjectToldAt { get; init; }

    [Field("Why it was lifted", Purpose.LegalObligation, Personal.FreeText, MaxLength = 2000)]
    public string? LiftReason { get; init; }
}

/// <summary>Stored by name: add, never rename or remove.</summary>
public enum RestrictionStatus
{
    Standing,

    /// <summary>The end.</summary>
    Lifted,
}

[FieldsOf(typeof(Restriction))]
public sealed record NewRestriction
{
    public required Guid PersonId { get; init; }

    public required RestrictionGround Ground { get; init; }

    public required string Reason { get; init; }
}

[FieldsOf(typeof(Restriction))]
public sealed record Lift
{
    public required string Reason { get; init; }

    public required DateTimeOffset SubjectToldAt { get; init; }
}
