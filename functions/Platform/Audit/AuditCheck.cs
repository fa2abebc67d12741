using System.ComponentModel;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Platform.Audit;

/// <summary>What is to be checked: a person's chain, or all of the tenant.</summary>
public sealed record AuditCheck
{
    [Field("Whose chain; all of the tenant where it is absent", Purpose.Security)]
    public Guid? PersonId { get; init; }

    [Field("From when on; what is before is taken as it says", Purpose.Security)]
    public DateTimeOffset? From { get; init; }

    [Field("Of the part before; only where all of the tenant is checked", Purpose.Security, MaxLength = 200)]
    public string? Continuation { get; init; }
}

public sealed record CheckpointsTaken(
    [property: Description("When it was done.")] DateTimeOffset At,
    [property: Description("Chains of the tenant that had grown since the last time.")] long Chains);
