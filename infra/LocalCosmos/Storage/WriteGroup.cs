using Serverless.LocalCosmos.Storage.Sqlite;

namespace Serverless.LocalCosmos.Storage;

/// <summary>What a commit makes true in memory.</summary>
internal readonly record struct GroupState(Clock Clock, ItemIndexer Indexer, int? DefaultTimeToLive);

/// <summary>
/// The works that become durable together. With a redo log they do so by an append to it, and the transaction stays open
/// over many groups; without one each group is a transaction.
/// </summary>
internal sealed class WriteGroup(Connection connection, PendingTerms terms, RedoLog? log, GroupState state)
{
    private readonly GroupState _before = state;
    private readonly RedoLog? _log = log;
    private bool _alone;

    public Connection Connection { get; } = connection;

    /// <summary>Null when this group ends with a commit.</summary>
    public RedoLog? Log => _alone ? null : _log;

    public ItemTables Tables { get; } = new(connection, terms);

    public GroupState State { get; set; } = state;

    public long ChangedBytes { get; set; }

    /// <param name="alone">For a work that changes more than items, which the redo log does not know: it has a commit of its own.</param>
    /// <exception cref="StorageException">What came before cannot be committed.</exception>
    public void Begin(bool alone)
    {
        _alone = alone;
        if (alone) CommitPending();
        if (!Connection.IsInTransaction) Connection.Execute("BEGIN IMMEDIATE");
    }

    /// <summary>Runs a work. Its own failure is its caller's affair and leaves nothing; a failure to undo it is the group's.</summary>
    public void Run(Work work, long now)
    {
        // To undo without a savepoint is to begin the transaction again and to repeat all that stands in the log.
        var savepoint = Log is null || work.Kind == WorkKind.Batch;
        var transaction = new WriteTransaction(this, now, allowsAll: Log is null);
        var logged = Log?.Mark ?? 0;
        var indexed = terms.Mark;
        if (savepoint)
        {
            Connection.Execute("SAVEPOINT work");
        }

        try
        {
            work.Run(transaction);
            Connection.ReleaseStatements();
            if (!transaction.IsAborted)
            {
                transaction.Finish();
                if (savepoint) Connection.Execute("RELEASE work");
                return;
            }
        }
        catch (Exception failure)
        {
            work.Failure = failure;
        }

        Connection.ReleaseStatements();
        State = transaction.Before;
        Log?.Rewind(logged);
        terms.Rewind(indexed);
        if (!transaction.HasBegun && !savepoint) return;
        // SQLite itself takes everything back when the disk is full or fails.
        if (savepoint && Connection.IsInTransaction) UndoToSavepoint();
        else if (Log is not null) Repeat();
        else throw work.Failure ?? new InvalidOperationException("The transaction has ended.");
    }

    /// <summary>Makes the works durable.</summary>
    /// <exception cref="StorageException">They are not.</exception>
    public void End()
    {
        if (Log is not null) Log.Append(_before.Clock, State.Clock);
        else Commit(State.Clock != _before.Clock);
    }

    /// <summary>Commits what stands in the redo log, which then starts over.</summary>
    /// <exception cref="StorageException">The disk is full or fails. All of it still stands in the log.</exception>
    public void CommitPending()
    {
        if (_log is null || !Connection.IsInTransaction) return;
        try
        {
            Commit(_log.Length > 0);
        }
        catch (StorageException)
        {
            Repeat();
            throw;
        }

        _log.StartOver();
    }

    /// <summary>Leaves nothing of this group, and everything of those before it.</summary>
    public void Rollback()
    {
        State = _before;
        _log?.Discard();
        if (_log is null) TakeBack();
        else Repeat();
    }

    private void Commit(bool clockMoved)
    {
        terms.Write(Connection);
        if (clockMoved) State.Clock.Write(Connection);
        Connection.Execute("COMMIT");
        terms.Committed();
    }

    private void UndoToSavepoint()
    {
        Connection.Execute("ROLLBACK TO work");
        Connection.Execute("RELEASE work");
    }

    private void Repeat()
    {
        TakeBack();
        Connection.Execute("BEGIN IMMEDIATE");
        Tables.Repeat(_log!.Pending(), State.Indexer);
    }

    private void TakeBack()
    {
        Connection.ReleaseStatements();
        terms.Forget();
        if (Connection.IsInTransaction) Connection.Execute("ROLLBACK");
    }
}
