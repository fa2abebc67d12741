using System.Text.Json.Nodes;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.Payments;

/// <summary>What a ledger comes to.</summary>
/// <param name="AsOf">Everything that was posted until then is contained.</param>
/// <param name="IsBalanced">In every currency the accounts come to nothing together, and each kind to what its transfers moved.</param>
public sealed record TrialBalanceAnswer(
    Guid LedgerId, DateTimeOffset AsOf, bool IsBalanced, IReadOnlyList<CurrencyBalance> Currencies, long Accounts, long Transfers)
{
    internal static TrialBalanceAnswer Of(Guid ledgerId, TrialBalance balance, DateTimeOffset asOf)
    {
        IReadOnlyList<CurrencyBalance> currencies =
        [
            .. from sum in balance.Sums
               group new KindBalance(sum.Kind, sum.Held, sum.Moved) by sum.Currency into kinds
               select new CurrencyBalance(kinds.Key, Payments.Currencies.MinorUnits(kinds.Key)!.Value, kinds.Sum(kind => kind.Accounts), kinds.Sum(kind => kind.Transfers), [.. kinds]),
        ];
        return new(ledgerId, asOf, currencies.All(currency => currency.IsBalanced), currencies, balance.Accounts, balance.Transfers);
    }

    /// <summary>As documents are written: amounts are texts.</summary>
    internal JsonObject Json() => DocumentJson.Write(this);
}

/// <summary>Amounts are in minor units.</summary>
/// <param name="Accounts">What all accounts hold together.</param>
/// <param name="Transfers">What all transfers moved, in less out.</param>
public sealed record CurrencyBalance(string Currency, int MinorUnits, decimal Accounts, decimal Transfers, IReadOnlyList<KindBalance> Kinds)
{
    internal bool IsBalanced => Accounts == 0 && Transfers == 0 && Kinds.All(kind => kind.Accounts == kind.Transfers);
}

/// <param name="Accounts">What the accounts of this kind hold together.</param>
/// <param name="Transfers">What transfers moved into them, less what they moved out.</param>
public sealed record KindBalance(AccountKind Kind, decimal Accounts, decimal Transfers);
