using Serverless.Kernel.Results;

namespace Serverless.Functions.Orchestrations.LedgerTransfer;

public static class LedgerTransferErrors
{
    public static Error NotFound { get; } = new(ErrorKind.NotFound, "ledger-transfer-not-found", "There is no such transfer between ledgers.");
}
