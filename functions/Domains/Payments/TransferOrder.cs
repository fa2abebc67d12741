using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.Payments;

/// <summary>
/// What is to be transferred from this ledger to another, said once and never changed: each step reads it here, so that no text
/// travels between the steps. How far it is, its steps' transfers tell.
/// </summary>
public sealed record TransferOrder
{
    [Field("That the transfer is ordered; what was ordered counts from then", Purpose.LegalObligation)]
    public required TransferOrderStatus Status { get; init; }

    [Field("The account that the money comes from", Purpose.Payment)]
    public required Guid FromAccountId { get; init; }

    [Field("The ledger that the money goes to", Purpose.Payment)]
    public required Guid ToLedgerId { get; init; }

    [Field("The account of that ledger that the money goes to", Purpose.Payment)]
    public required Guid ToAccountId { get; init; }

    [Field("How much money, in minor units of the currency", Purpose.Payment)]
    public required decimal Amount { get; init; }

    [Field("Currency of the amount (ISO 4217)", Purpose.Payment, MaxLength = Currencies.CodeLength)]
    public required string Currency { get; init; }

    [Field("What whoever ordered the transfer says of it", Purpose.Payment, Personal.FreeText, MaxLength = 500)]
    public string? Reference { get; init; }
}

/// <summary>Stored by name: add, never rename or remove.</summary>
public enum TransferOrderStatus
{
    Ordered,
}

[FieldsOf(typeof(TransferOrder))]
public abstract record TransferOrderEvent;

public sealed record TransferOrdered : TransferOrderEvent
{
    public required Guid FromAccountId { get; init; }

    public required Guid ToLedgerId { get; init; }

    public required Guid ToAccountId { get; init; }

    public required decimal Amount { get; init; }

    public required string Currency { get; init; }

    public string? Reference { get; init; }
}
