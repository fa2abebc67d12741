using Serverless.Kernel.Declarations;
using For = Serverless.Kernel.Declarations.Purpose;

namespace Serverless.Functions.Domains.Payments;

/// <summary>Money that went from one account of a ledger to another. It stays as it is; what undoes it is another transfer.</summary>
public sealed record Transfer
{
    public const decimal MaxAmount = 1_000_000_000_000_000m;

    [Field("That the transfer stands; what it was posted for counts from then", For.LegalObligation)]
    public required TransferStatus Status { get; init; }

    [Field("The account that the money comes from", For.Payment)]
    public required Guid FromAccountId { get; init; }

    [Field("The account that the money goes to", For.Payment)]
    public required Guid ToAccountId { get; init; }

    [Field("What kind of account the money comes from", For.Statistics)]
    public required AccountKind FromKind { get; init; }

    [Field("What kind of account the money goes to", For.Statistics)]
    public required AccountKind ToKind { get; init; }

    [Field("Which one it is of the transfers of the account that the money comes from, counted from 1", For.LegalObligation)]
    public required long FromPosting { get; init; }

    [Field("Which one it is of the transfers of the account that the money goes to, counted from 1", For.LegalObligation)]
    public required long ToPosting { get; init; }

    [Field("How much money, in minor units of the currency", For.Payment)]
    public required decimal Amount { get; init; }

    [Field("Currency of the amount (ISO 4217)", For.Payment, MaxLength = Currencies.CodeLength)]
    public required string Currency { get; init; }

    [Field("What the money is for, by which transfers are counted", For.Statistics)]
    public required TransferPurpose Purpose { get; init; }

    [Field("What whoever posted the transfer says of it", For.Payment, Personal.FreeText, MaxLength = 500)]
    public string? Reference { get; init; }

    [Field("Whom the transfer concerns; the person is another domain's, and means nothing here", For.Payment)]
    public Guid? PersonId { get; init; }

    [Field("The transfer that this one reverses, wholly or in part", For.Payment)]
    public Guid? Refunds { get; init; }

    [Field("Why money was given back, by which refunds are counted", For.Statistics)]
    public RefundReason? RefundReason { get; init; }

    [Field("How much of the amount was given back, in minor units", For.Payment)]
    public required decimal RefundedAmount { get; init; }

    [Field("The transfer between ledgers that this one is a step of", For.Payment)]
    public Guid? OrderId { get; init; }
}

/// <summary>Stored by name: add, never rename or remove.</summary>
public enum TransferStatus
{
    Posted,
}

/// <summary>Stored by name: add, never rename or remove.</summary>
public enum TransferPurpose
{
    Tuition,
    Deposit,
    Stipend,
    Expense,
    Funding,
    Correction,

    /// <summary>Only steps of a transfer between ledgers.</summary>
    BetweenLedgers,
}

/// <summary>Stored by name: add, never rename or remove.</summary>
public enum RefundReason
{
    DropOut,
    Cancelled,
    Overpaid,
    Mistake,
    Goodwill,

    /// <summary>The other ledger has refused the money.</summary>
    NotDelivered,
}

[FieldsOf(typeof(Transfer))]
public sealed record TransferDetails
{
    public required Guid FromAccountId { get; init; }

    public required Guid ToAccountId { get; init; }

    public required decimal Amount { get; init; }

    public required string Currency { get; init; }

    public required TransferPurpose Purpose { get; init; }

    public string? Reference { get; init; }

    public Guid? PersonId { get; init; }
}

/// <summary>What is given back of a transfer: without an amount, all that is left.</summary>
[FieldsOf(typeof(Transfer))]
public sealed record RefundDetails
{
    public decimal? Amount { get; init; }

    [Field("Why money is given back, by which refunds are counted", For.Statistics)]
    public required RefundReason Reason { get; init; }

    public string? Reference { get; init; }
}
