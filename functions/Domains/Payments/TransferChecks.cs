using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Payments;

/// <summary>What is written of money in the one spelling in which it is kept, or what is wrong with it.</summary>
internal static class TransferChecks
{
    public static readonly Violation NoCurrency = new("/currency", "is no currency (ISO 4217, in upper case)");

    public static Result<TransferDetails> Normal(TransferDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        var violations = Violations(details.Amount, details.Currency).ToList();
        if (details.FromAccountId == details.ToAccountId) violations.Add(new("/toAccountId", "is the account that the money comes from"));
        if (details.Purpose == TransferPurpose.BetweenLedgers) violations.Add(new("/purpose", "is only for transfers between ledgers"));
        return violations.Count > 0
            ? PaymentErrors.TransferInvalid(violations)
            : details with { Amount = decimal.Truncate(details.Amount), Reference = TextOrNull(details.Reference) };
    }

    public static Result<RefundDetails> Normal(RefundDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        var violations = new List<Violation>();
        if (details.Amount is { } amount && AmountViolation(amount) is { } violation) violations.Add(violation);
        if (details.Reason == RefundReason.NotDelivered) violations.Add(new("/reason", "is only for transfers between ledgers"));
        return violations.Count > 0
            ? PaymentErrors.RefundInvalid(violations)
            : details with { Amount = details.Amount is { } whole ? decimal.Truncate(whole) : null, Reference = TextOrNull(details.Reference) };
    }

    public static IEnumerable<Violation> Violations(decimal amount, string currency)
    {
        if (AmountViolation(amount) is { } violation) yield return violation;
        if (Currencies.MinorUnits(currency) is null) yield return NoCurrency;
    }

    public static string? TextOrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static Violation? AmountViolation(decimal amount) => amount switch
    {
        <= 0 => new("/amount", "is not above zero"),
        > Transfer.MaxAmount => new("/amount", $"is more than {Transfer.MaxAmount}"),
        _ when !decimal.IsInteger(amount) => new("/amount", "is not a whole number of minor units"),
        _ => null,
    };
}
