using Serverless.Cloud.Cosmos;

namespace Serverless.Functions.Domains.Payments;

/// <summary>
/// Sums of a ledger by currency and kind of account, once from what its accounts hold and once from its transfers. It is fed
/// page by page while money moves on: a transfer that reached an account after that was read is added to it here, so that both
/// sums are those of the same transfers. It keeps no more than the sums and who was touched in the last minutes.
/// </summary>
/// <param name="recent">A while before the first account is read: what was stored before then, every account holds.</param>
public sealed class TrialBalance(DateTimeOffset recent)
{
    private readonly SortedDictionary<(string Currency, AccountKind Kind), (decimal Held, decimal Moved)> _sums = [];

    /// <summary>How many transfers the account held when it was read; those that are missing here had been left alone.</summary>
    private readonly Dictionary<Guid, long> _touched = [];

    public long Accounts { get; private set; }

    public long Transfers { get; private set; }

    public IEnumerable<(string Currency, AccountKind Kind, decimal Held, decimal Moved)> Sums => _sums.Select(sum => (sum.Key.Currency, sum.Key.Kind, sum.Value.Held, sum.Value.Moved));

    /// <summary>All accounts first.</summary>
    public void Add(Stored<Account> account)
    {
        ArgumentNullException.ThrowIfNull(account);
        Accounts++;
        if (account.ChangedAt >= recent) _touched[account.Key.RecordId] = account.State.Postings;
        Add(account.State.Currency, account.State.Kind, held: account.State.Balance, moved: 0);
    }

    public void Add(Stored<Transfer> transfer)
    {
        ArgumentNullException.ThrowIfNull(transfer);
        Transfers++;
        var state = transfer.State;
        var isRecent = transfer.CreatedAt >= recent;
        Add(state.Currency, state.FromKind, held: isRecent && IsMissing(state.FromAccountId, state.FromPosting) ? -state.Amount : 0, moved: -state.Amount);
        Add(state.Currency, state.ToKind, held: isRecent && IsMissing(state.ToAccountId, state.ToPosting) ? state.Amount : 0, moved: state.Amount);
    }

    private bool IsMissing(Guid accountId, long posting) => posting > _touched.GetValueOrDefault(accountId);

    private void Add(string currency, AccountKind kind, decimal held, decimal moved)
    {
        var sum = _sums.GetValueOrDefault((currency, kind));
        _sums[(currency, kind)] = (sum.Held + held, sum.Moved + moved);
    }
}
