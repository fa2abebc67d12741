using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Payments;

/// <summary>None says how much there is in an account: who may post to it need not be who may see that.</summary>
public static class PaymentErrors
{
    public static Error LedgerNotFound { get; } = new(ErrorKind.NotFound, "ledger-not-found", "There is no such ledger.");

    public static Error LedgerClosed { get; } = new(ErrorKind.Conflict, "ledger-closed", "The ledger is closed.");

    public static Error LedgerInUse { get; } = new(ErrorKind.Conflict, "ledger-in-use", "The ledger has open accounts. Close them first.");

    public static Error AccountNotFound { get; } = new(ErrorKind.NotFound, "account-not-found", "The ledger has no such account.");

    public static Error AccountNotEmpty { get; } = new(ErrorKind.Conflict, "account-not-empty", "The account can be closed once its balance is zero.");

    public static Error ClearingAccount { get; } =
        new(ErrorKind.Conflict, "clearing-account", "A clearing account stays open for what is under way between ledgers.");

    public static Error OrderNotFound { get; } = new(ErrorKind.NotFound, "transfer-order-not-found", "The ledger has no such order.");

    public static Error TransferNotFound { get; } = new(ErrorKind.NotFound, "transfer-not-found", "The ledger has no such transfer.");

    public static Error InsufficientFunds { get; } =
        new(ErrorKind.Conflict, "insufficient-funds", "There is less in the account that the money comes from, and it may not fall below zero.");

    public static Error RefundExceeds { get; } = new(ErrorKind.Conflict, "refund-exceeds-payment", "No more can be given back than was paid, all refunds together.")
    {
        Fields = [new Violation("/amount", "is more than what is left")],
    };

    public static Error RefundOfRefund { get; } = new(ErrorKind.Conflict, "refund-of-refund", "The transfer is a refund itself. Post a new transfer instead.");

    public static Error RefundOfStep { get; } =
        new(ErrorKind.Conflict, "refund-of-step", "The transfer is a step of one between ledgers. Order a transfer the other way instead.");

    public static Error LedgerInvalid(params IReadOnlyList<Violation> fields) =>
        new(ErrorKind.Invalid, "ledger-invalid", "Some details of the ledger are not in order.") { Fields = fields };

    public static Error AccountInvalid(params IReadOnlyList<Violation> fields) =>
        new(ErrorKind.Invalid, "account-invalid", "Some details of the account are not in order.") { Fields = fields };

    public static Error AccountClosed(params IReadOnlyList<Violation> fields) =>
        new(ErrorKind.Conflict, "account-closed", "A closed account takes part in no transfer.") { Fields = fields };

    public static Error TransferInvalid(params IReadOnlyList<Violation> fields) =>
        new(ErrorKind.Invalid, "transfer-invalid", "Some details of the transfer are not in order.") { Fields = fields };

    public static Error RefundInvalid(params IReadOnlyList<Violation> fields) =>
        new(ErrorKind.Invalid, "refund-invalid", "Some details of the refund are not in order.") { Fields = fields };
}
