using Serverless.Functions.Seams;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Orchestrations.LedgerTransfer;

/// <summary>Money that is to go from one ledger to another.</summary>
public sealed record LedgerTransferRequest
{
    [Field("Where the money comes from", Purpose.Payment)]
    public required LedgerAccount From { get; init; }

    [Field("Where the money goes to", Purpose.Payment)]
    public required LedgerAccount To { get; init; }

    [Field("How much money, in minor units of the currency", Purpose.Payment)]
    public required decimal Amount { get; init; }

    [Field("Currency of the amount (ISO 4217)", Purpose.Payment, MaxLength = 3)]
    public required string Currency { get; init; }

    [Field("What whoever orders the transfer says of it", Purpose.Payment, Personal.FreeText, MaxLength = 500)]
    public string? Reference { get; init; }

    /// <summary>Without the text, which goes no further than to where it is sealed.</summary>
    internal OrderedTransfer Ordered() => new(From.LedgerId, From.AccountId, To.LedgerId, To.AccountId, Amount, Currency);
}

public sealed record LedgerAccount
{
    [Field("The ledger", Purpose.Payment)]
    public required Guid LedgerId { get; init; }

    [Field("An account of that ledger", Purpose.Payment)]
    public required Guid AccountId { get; init; }
}
