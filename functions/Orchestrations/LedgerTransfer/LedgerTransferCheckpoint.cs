using System.Text.Json.Serialization;
using Serverless.Functions.Seams;

namespace Serverless.Functions.Orchestrations.LedgerTransfer;

/// <summary>
/// What a transfer between ledgers is started with. A wire contract: an orchestration that is under way reads what an older one
/// wrote. It holds ids and an amount, and never the text that goes with the money.
/// </summary>
/// <param name="CallerId">Who ordered it, in whose name the steps are taken.</param>
public sealed record LedgerTransferCheckpoint(string TenantId, string CallerId, Guid OrderId, OrderedTransfer Transfer);

/// <summary>Stored by name: add, never rename or remove.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LedgerTransferState>))]
public enum LedgerTransferState
{
    /// <summary>No money has moved yet.</summary>
    Ordered,

    /// <summary>The money has left its account, and is on its way.</summary>
    Debited,

    /// <summary>The other ledger has refused it; it is on its way back.</summary>
    CreditRefused,

    /// <summary>The end: the money has arrived.</summary>
    Completed,

    /// <summary>The end: the money is back where it was.</summary>
    Compensated,

    /// <summary>The end: the money has never left.</summary>
    Refused,

    /// <summary>Attempts have come to an end before the transfer has. An operator must see to it.</summary>
    Stuck,
}

/// <summary>How far a transfer is, and how it came there.</summary>
public sealed record LedgerTransferStatus(LedgerTransferState State, IReadOnlyList<LedgerTransferStepTaken> Steps)
{
    public static LedgerTransferStatus Begun { get; } = new(LedgerTransferState.Ordered, []);

    /// <summary>What is to be done next; null at an end.</summary>
    internal LedgerTransferStep? Next() => State switch
    {
        LedgerTransferState.Ordered => LedgerTransferStep.Debit,
        LedgerTransferState.Debited => LedgerTransferStep.Credit,
        LedgerTransferState.CreditRefused => LedgerTransferStep.Reverse,
        _ => null,
    };

    /// <param name="refusal">Code of the error; null where the step was taken.</param>
    internal LedgerTransferStatus After(LedgerTransferStep step, string? refusal, DateTimeOffset at) =>
        new(StateAfter(step, isRefused: refusal is not null), [.. Steps, new LedgerTransferStepTaken(step, at, refusal)]);

    private static LedgerTransferState StateAfter(LedgerTransferStep step, bool isRefused) => (step, isRefused) switch
    {
        (LedgerTransferStep.Debit, false) => LedgerTransferState.Debited,
        (LedgerTransferStep.Debit, true) => LedgerTransferState.Refused,
        (LedgerTransferStep.Credit, false) => LedgerTransferState.Completed,
        (LedgerTransferStep.Credit, true) => LedgerTransferState.CreditRefused,
        (LedgerTransferStep.Reverse, false) => LedgerTransferState.Compensated,
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "It cannot be refused."),
    };
}

/// <param name="At">When it was known how the step went.</param>
/// <param name="Refusal">Code of the error; null where the step was taken.</param>
public sealed record LedgerTransferStepTaken(LedgerTransferStep Step, DateTimeOffset At, string? Refusal);
