using Serverless.Kernel.Declarations;
using Serverless.Kernel.Ids;

namespace Serverless.Functions.Domains.Payments;

/// <summary>
/// Where money is, or what it was taken from. A transfer takes from one account what it gives to another, so that the balances
/// of a ledger come to nothing together: what is owned or spent stands above zero, what is owed or earned below.
/// </summary>
public sealed record Account
{
    [Field("Name of the account, for those who work with it; never a person's", Purpose.Payment, MaxLength = 200)]
    public required string Name { get; init; }

    [Field("Currency of everything in the account (ISO 4217)", Purpose.Payment, MaxLength = Currencies.CodeLength)]
    public required string Currency { get; init; }

    [Field("How many digits of an amount in this currency stand after the decimal point", Purpose.Payment)]
    public required int MinorUnits { get; init; }

    [Field("What the account says of the ledger's owner", Purpose.Payment)]
    public required AccountKind Kind { get; init; }

    [Field("Whether more may go out than has come in", Purpose.Payment)]
    public required bool MayBeNegative { get; init; }

    [Field("Whether it stands for the other ledgers, with which only transfers between ledgers deal", Purpose.Payment)]
    public required bool IsClearing { get; init; }

    [Field("Whether transfers can touch the account", Purpose.Payment)]
    public required AccountStatus Status { get; init; }

    [Field("What has come in less what has gone out, in minor units", Purpose.Payment)]
    public required decimal Balance { get; init; }

    [Field("How many transfers have touched the account", Purpose.Payment)]
    public required long Postings { get; init; }

    /// <summary>One for each currency, so that whoever needs it first makes it and everybody else finds it.</summary>
    public static Guid ClearingIdOf(Guid ledgerId, string currency) => Uuid.Derived("clearing", ledgerId.ToString(), currency);
}

/// <summary>Stored by name: add, never rename or remove.</summary>
public enum AccountKind
{
    Asset,
    Liability,
    Income,
    Expense,
    Equity,
}

/// <summary>Stored by name: add, never rename or remove.</summary>
public enum AccountStatus
{
    Open,
    Closed,
}

/// <summary>What an account is opened with. Unless it says otherwise, only what is owed or earned stands below zero.</summary>
[FieldsOf(typeof(Account))]
public sealed record AccountDetails
{
    public required string Name { get; init; }

    public required string Currency { get; init; }

    public required AccountKind Kind { get; init; }

    public bool? MayBeNegative { get; init; }
}
