using System.Text.Json.Nodes;
using Microsoft.DurableTask.Client;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Orchestrations.LedgerTransfer;

/// <summary>A transfer between ledgers, and how it goes.</summary>
/// <param name="Amount">In minor units of the currency.</param>
/// <param name="OrderedAt">Before any step.</param>
/// <param name="Steps">Those that were tried, in order.</param>
public sealed record LedgerTransferAnswer(
    Guid Id, LedgerTransferState Status, LedgerEnd From, LedgerEnd To, decimal Amount, string Currency, DateTimeOffset OrderedAt, IReadOnlyList<LedgerTransferStepTaken> Steps)
{
    internal static LedgerTransferAnswer Of(LedgerTransferCheckpoint order, OrchestrationMetadata instance)
    {
        var status = instance.ReadCustomStatusAs<LedgerTransferStatus>() ?? LedgerTransferStatus.Begun;
        var isStuck = instance.IsCompleted && status.Next() is not null;
        return Of(order, isStuck ? status with { State = LedgerTransferState.Stuck } : status, instance.CreatedAt);
    }

    internal static LedgerTransferAnswer Of(LedgerTransferCheckpoint order, LedgerTransferStatus status, DateTimeOffset orderedAt) => new(
        order.OrderId,
        status.State,
        new LedgerEnd(order.Transfer.FromLedgerId, order.Transfer.FromAccountId),
        new LedgerEnd(order.Transfer.ToLedgerId, order.Transfer.ToAccountId),
        order.Transfer.Amount,
        order.Transfer.Currency,
        orderedAt,
        status.Steps);

    /// <summary>As documents are written: amounts are texts.</summary>
    internal JsonObject Json() => DocumentJson.Write(this);
}

public sealed record LedgerEnd(Guid LedgerId, Guid AccountId);
