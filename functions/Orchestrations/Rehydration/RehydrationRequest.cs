using System.Text.Json.Serialization;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Orchestrations.Rehydration;

/// <summary>A wish to have archived records back where they were: a person's, or all that one archival has moved.</summary>
public sealed record RehydrationRequest
{
    [Field("The container of the records", Purpose.Administration, MaxLength = 63)]
    public required string Domain { get; init; }

    [Field("Whose records", Purpose.Administration)]
    public Guid? PersonId { get; init; }

    [Field("The archival whose records", Purpose.Administration)]
    public Guid? ArchivalId { get; init; }

    [Field("Why they must come back", Purpose.Administration)]
    public required RehydrationReason Reason { get; init; }

    internal IReadOnlyList<Violation> Check(IReadOnlyList<string> archived)
    {
        var wrong = new List<Violation>();
        if (!archived.Contains(Domain, StringComparer.Ordinal)) wrong.Add(new Violation("/domain", $"must be one whose records are archived: {string.Join(", ", archived)}"));
        if (PersonId is null == ArchivalId is null) wrong.Add(new Violation(PersonId is null ? "/personId" : "/archivalId", "must be said where the other of personId and archivalId is not, and only there"));
        return wrong;
    }
}

/// <summary>
/// A code and no text: what people write about why they need somebody's records would be personal data, kept for ever among what
/// proves what was done. Stored by name: add, never rename or remove.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<RehydrationReason>))]
public enum RehydrationReason
{
    /// <summary>The subject wants something done with them, such as a correction (GDPR Art. 16).</summary>
    SubjectRequest,

    /// <summary>For establishing, exercising or defending a claim.</summary>
    LegalClaim,

    /// <summary>An authority or an auditor has to see them.</summary>
    Audit,

    /// <summary>The programme goes on for them.</summary>
    Resumption,

    /// <summary>They should not have been archived yet.</summary>
    Mistake,
}
