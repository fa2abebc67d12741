using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Payments;

/// <summary>Reads a ledger through, page by page.</summary>
public sealed class TrialBalanceReader(RecordStore store, TimeProvider time)
{
    private const int PageSize = 500;

    /// <summary>Longer than a write can be on its way, and than clocks differ.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(5);

    /// <param name="key">Of the ledger.</param>
    public async Task<Result<TrialBalanceAnswer>> ReadAsync(RecordKey key, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (await store.FindAsync(PaymentsDomain.Ledgers, key, cancellation) is null) return PaymentErrors.LedgerNotFound;
        var balance = new TrialBalance(time.GetUtcNow() - Recent);
        await foreach (var account in AllAsync(PaymentsDomain.Accounts, key, cancellation)) balance.Add(account);
        var asOf = time.GetUtcNow();
        await foreach (var transfer in AllAsync(PaymentsDomain.Transfers, key, cancellation)) balance.Add(transfer);
        return TrialBalanceAnswer.Of(key.RecordId, balance, asOf);
    }

    private async IAsyncEnumerable<Stored<TState>> AllAsync<TState, TEvent>(
        Domain<TState, TEvent> domain, RecordKey ledger, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
        where TState : class
        where TEvent : class
    {
        var query = new RecordQuery(ledger.TenantId, ledger.SubjectId);
        string? continuation = null;
        do
        {
            var page = await store.ListAsync(domain, query, PageSize, continuation, cancellation)
                ?? throw new InvalidOperationException("The store does not go on with its own continuation.");
            foreach (var record in page.Items) yield return record;
            continuation = page.Continuation;
        }
        while (continuation is not null);
    }
}
