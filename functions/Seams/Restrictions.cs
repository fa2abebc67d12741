using System.Text.Json.Serialization;
using Serverless.Kernel.Access;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Seams;

/// <summary>GDPR Art. 18(1). Stored by name: add, never rename or remove.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RestrictionGround>))]
public enum RestrictionGround
{
    /// <summary>(a) The subject says that the data is wrong.</summary>
    AccuracyContested,

    /// <summary>(b) Processing is unlawful, and the subject wants no erasure.</summary>
    Unlawful,

    /// <summary>(c) The subject needs the data for a legal claim.</summary>
    LegalClaim,

    /// <summary>(d) The subject has objected, and it is being weighed.</summary>
    Objection,

    /// <summary>An erasure has begun.</summary>
    Erasure,
}

/// <summary>Stops all that processes a person's data, until every restriction has ended. Told again, it is the same restriction.</summary>
/// <param name="restrictionId">Of what needs it; the same for a repetition.</param>
/// <returns>Null when it holds; else why it does not.</returns>
public delegate Task<Error?> RestrictProcessing(Caller caller, Guid personId, Guid restrictionId, RestrictionGround ground, CancellationToken cancellation);

/// <summary>Ends a restriction; what has waited for it goes on. Told again, it changes nothing.</summary>
public delegate Task<Error?> EndRestriction(Caller caller, Guid personId, Guid restrictionId, CancellationToken cancellation);

/// <summary>Asks for the legal holds on a person that stand.</summary>
public delegate Task<IReadOnlyList<StandingHold>> FindLegalHolds(string tenantId, Guid personId, CancellationToken cancellation);

/// <param name="Kind">A code: litigation, investigation and so on.</param>
public sealed record StandingHold(Guid HoldId, string Kind, DateTimeOffset Since);
