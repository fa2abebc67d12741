using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.Payments;

/// <summary>A set of accounts whose balances always come to nothing together. Its accounts and transfers lie in its partition.</summary>
public sealed record Ledger
{
    [Field("Name of the ledger, for those who work with it", Purpose.Payment, MaxLength = 200)]
    public required string Name { get; init; }

    [Field("Whether accounts can be opened in the ledger", Purpose.Payment)]
    public required LedgerStatus Status { get; init; }

    [Field("How many accounts of the ledger are open, but for clearing accounts", Purpose.Payment)]
    public required int OpenAccounts { get; init; }
}

/// <summary>Stored by name: add, never rename or remove.</summary>
public enum LedgerStatus
{
    Open,
    Closed,
}

[FieldsOf(typeof(Ledger))]
public sealed record LedgerDetails
{
    public required string Name { get; init; }
}

[FieldsOf(typeof(Ledger))]
public abstract record LedgerEvent;

public sealed record LedgerOpened : LedgerEvent
{
    public required string Name { get; init; }
}

/// <summary>Holds the count with this account.</summary>
public sealed record LedgerAccountOpened : LedgerEvent
{
    public required int OpenAccounts { get; init; }
}

/// <summary>Holds the count without this account.</summary>
public sealed record LedgerAccountClosed : LedgerEvent
{
    public required int OpenAccounts { get; init; }
}

public sealed record LedgerClosed : LedgerEvent;
