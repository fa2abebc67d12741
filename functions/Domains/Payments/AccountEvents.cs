using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.Payments;

[FieldsOf(typeof(Account))]
public abstract record AccountEvent;

public sealed record AccountOpened : AccountEvent
{
    public required string Name { get; init; }

    public required string Currency { get; init; }

    public required int MinorUnits { get; init; }

    public required AccountKind Kind { get; init; }

    public required bool MayBeNegative { get; init; }

    public required bool IsClearing { get; init; }
}

/// <summary>A transfer has touched the account. Holds balance and count with it.</summary>
public abstract record AccountPosted : AccountEvent
{
    [Field("The transfer that moved the money", Purpose.Payment)]
    public required Guid TransferId { get; init; }

    [Field("How much was moved, in minor units", Purpose.Payment)]
    public required decimal Amount { get; init; }

    [Field("The balance without this transfer, in minor units", Purpose.Payment)]
    public required decimal BalanceBefore { get; init; }

    public required decimal Balance { get; init; }

    public required long Postings { get; init; }
}

public sealed record AccountPaidOut : AccountPosted;

public sealed record AccountPaidIn : AccountPosted;

/// <summary>Nothing was left in it.</summary>
public sealed record AccountClosed : AccountEvent;

/// <summary>Money came back that had left the account before it was closed.</summary>
public sealed record AccountReopened : AccountEvent;
