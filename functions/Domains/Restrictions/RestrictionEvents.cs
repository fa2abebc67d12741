using Serverless.Functions.Seams;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.Restrictions;

[FieldsOf(typeof(Restriction))]
public abstract record RestrictionEvent;

public sealed record RestrictionSet : RestrictionEvent
{
    public required Guid PersonId { get; init; }

    public required RestrictionGround Ground { get; init; }

    public string? Reason { get; init; }
}

public sealed record RestrictionLifted : RestrictionEvent
{
    public string? LiftReason { get; init; }

    public DateTimeOffset? SubjectToldAt { get; init; }
}
