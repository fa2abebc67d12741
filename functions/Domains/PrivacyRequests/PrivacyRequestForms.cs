using Serverless.Functions.Seams;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.PrivacyRequests;

/// <summary>What an officer enters: a request that came by letter, and that no process of the app answers.</summary>
[FieldsOf(typeof(PrivacyRequest))]
public sealed record WrittenRequest
{
    public required PrivacyRequestKind Kind { get; init; }

    public required Jurisdiction Jurisdiction { get; init; }

    public required Requester RequestedBy { get; init; }

    /// <summary>Null: now.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }
}

public sealed record RequestExtension
{
    [Field("Why the law's time is not enough", Purpose.LegalObligation)]
    public required ExtensionReason Reason { get; init; }
}

public sealed record RequestRefusal
{
    [Field("Why the request is refused, as the subject is told", Purpose.LegalObligation)]
    public required RefusalReason Reason { get; init; }
}

/// <summary>Stored by name: add, never rename or remove.</summary>
public enum RefusalReason
{
    /// <summary>GDPR Art. 12(5).</summary>
    ManifestlyUnfounded,

    /// <summary>GDPR Art. 12(5): too many of the same.</summary>
    Excessive,

    /// <summary>GDPR Art. 11(2) and 12(6): who asks could not be identified.</summary>
    NotIdentified,

    /// <summary>GDPR Art. 21(1): compelling grounds that override.</summary>
    CompellingGrounds,

    /// <summary>GDPR Art. 17(3)(e) and 21(1).</summary>
    LegalClaims,

    /// <summary>The law itself wants the processing.</summary>
    LegalObligation,

    /// <summary>GDPR Art. 15(4): it would harm others.</summary>
    RightsOfOthers,

    /// <summary>Nothing of what the law asks for is the case.</summary>
    ConditionsNotMet,
}
