using Serverless.Kernel.Declarations;
using For = Serverless.Kernel.Declarations.Purpose;

namespace Serverless.Functions.Domains.Payments;

[FieldsOf(typeof(Transfer))]
public abstract record TransferEvent;

public sealed record TransferPosted : TransferEvent
{
    public required Guid FromAccountId { get; init; }

    public required Guid ToAccountId { get; init; }

    public required AccountKind FromKind { get; init; }

    public required AccountKind ToKind { get; init; }

    public required long FromPosting { get; init; }

    public required long ToPosting { get; init; }

    public required decimal Amount { get; init; }

    public required string Currency { get; init; }

    public required TransferPurpose Purpose { get; init; }

    public string? Reference { get; init; }

    public Guid? PersonId { get; init; }

    public Guid? Refunds { get; init; }

    public RefundReason? RefundReason { get; init; }

    public Guid? OrderId { get; init; }
}

/// <summary>Holds all that was given back, this time and before.</summary>
public sealed record TransferRefunded : TransferEvent
{
    [Field("The transfer that gives money back", For.Payment)]
    public required Guid RefundId { get; init; }

    public required decimal RefundedAmount { get; init; }
}
