using System.Text.Json.Serialization;
using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Access;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Seams;

/// <summary>Money that goes from an account of one ledger to an account of another.</summary>
/// <param name="Amount">In minor units of the currency.</param>
/// <param name="Currency">ISO 4217.</param>
public sealed record OrderedTransfer(Guid FromLedgerId, Guid FromAccountId, Guid ToLedgerId, Guid ToAccountId, decimal Amount, string Currency);

/// <summary>Stored by name: add, never rename or remove.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LedgerTransferStep>))]
public enum LedgerTransferStep
{
    /// <summary>From the account to what its ledger owes to others.</summary>
    Debit,

    /// <summary>From what the other ledger is owed to the account there.</summary>
    Credit,

    /// <summary>Takes the debit back, once the credit is refused.</summary>
    Reverse,
}

/// <summary>Tells Payments what is to be transferred, with the text that goes with it. No money moves yet.</summary>
/// <param name="context">By which a repetition is known: told again, it is the same order.</param>
/// <returns>Whether the same request had ordered it before.</returns>
public delegate Task<Result<bool>> OrderTransfer(CommandContext context, Guid orderId, OrderedTransfer transfer, string? reference, CancellationToken cancellation);

/// <summary>Asks Payments for one step of what was ordered. Asked again, it is the same step.</summary>
/// <param name="fromLedgerId">Where the order is.</param>
/// <returns>Null when the step is taken, or was; else why it is not.</returns>
public delegate Task<Error?> PostTransfer(Caller caller, Guid fromLedgerId, Guid orderId, LedgerTransferStep step, CancellationToken cancellation);
