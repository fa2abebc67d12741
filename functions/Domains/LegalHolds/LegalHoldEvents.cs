using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.LegalHolds;

[FieldsOf(typeof(LegalHold))]
public abstract record LegalHoldEvent;

public sealed record HoldPlaced : LegalHoldEvent
{
    public required Guid PersonId { get; init; }

    public required HoldKind Kind { get; init; }

    public required string Reason { get; init; }

    public required string Authority { get; init; }

    public DateTimeOffset? Until { get; init; }
}

public sealed record HoldReleased : LegalHoldEvent
{
    public required string ReleaseReason { get; init; }
}
