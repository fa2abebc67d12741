using Serverless.Functions.Orchestrations.Erasure.Keeping;
using Serverless.Functions.Seams;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Orchestrations.Erasure;

/// <summary>Somebody asks for all that is kept about a person to be erased.</summary>
public sealed record ErasureRequest
{
    [Field("The person that is to be erased", Purpose.LegalObligation)]
    public required Guid PersonId { get; init; }

    [Field("The ground on which they must be (GDPR Art. 17(1))", Purpose.LegalObligation)]
    public required ErasureReason Reason { get; init; }

    [Field("Who asks for it; the subject where nothing is said", Purpose.LegalObligation)]
    public Requester? RequestedBy { get; init; }

    [Field("Whose law applies; the GDPR where nothing is said", Purpose.LegalObligation)]
    public Jurisdiction? Jurisdiction { get; init; }
}

public sealed record IdentificationRequest
{
    [Field("How whoever asks was found to be who they say", Purpose.Security)]
    public required IdentificationMethod Method { get; init; }
}

/// <summary>Stored by name: add, never rename or remove.</summary>
public enum IdentificationMethod
{
    /// <summary>By the account of the subject.</summary>
    SignedIn,

    /// <summary>Nobody asks but the organisation itself.</summary>
    OwnAccord,

    /// <summary>A document was shown in person.</summary>
    InPerson,

    /// <summary>By an electronic identity.</summary>
    ElectronicIdentity,

    /// <summary>They were asked at an address or number that was known before.</summary>
    KnownContact,

    /// <summary>A representative has shown that they are one.</summary>
    Authorisation,

    /// <summary>An authority has shown that it is one.</summary>
    OfficialLetter,
}

public sealed record AcknowledgementRequest
{
    [Field("The recipient that has erased what was passed on to it", Purpose.LegalObligation, MaxLength = 100)]
    public required string Recipient { get; init; }
}
