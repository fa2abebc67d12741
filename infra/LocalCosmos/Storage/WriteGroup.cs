using Serverless.LocalCosmos.Storage.Sqlite;

namespace Serverless.LocalCosmos.Storage;

/// <summary>What a commit makes true in memory.</summary>
internal readonly record struct GroupState(Clock Clock, ItemIndexer Indexer, int? DefaultTimeToLive);

/// <summary>The works that share one commit.</summary>
internal sealed class WriteGroup(Connection connection, PathIds paths, GroupState state)
{
    private readonly GroupState _committed = state;

    public Connection Connection { get; } = connection;

    public PathIds Paths { get; } = paths;

    public GroupState State { get; set; } = state;

    public bool HasChanges { get; set; }

    public long ChangedBytes { get; set; }

    public void Begin()
    {
        Paths.Connection = Connection;
        Connection.Execute("BEGIN IMMEDIATE");
    }

    /// <summary>Runs a work. Its own failure is its caller's affair and leaves nothing; a failure to undo it is the group's.</summary>
    public void Run(Work work, long now)
    {
        var transaction = new WriteTransaction(this, now);
        var changedBefore = HasChanges;
        try
        {
            work.Run(transaction);
            if (!transaction.IsAborted)
            {
                transaction.Finish();
                return;
            }

            transaction.Undo();
            HasChanges = changedBefore;
        }
        catch (Exception failure)
        {
            work.Failure = failure;
            // SQLite itself takes everything back when the disk is full or fails.
            if (changedBefore && !Connection.IsInTransaction) throw;
            transaction.Undo();
            HasChanges = changedBefore;
        }
    }

    public void Commit()
    {
        if (State.Clock != _committed.Clock) State.Clock.Write(Connection);
        Connection.Execute("COMMIT");
        Paths.Commit();
    }

    public void Rollback()
    {
        Connection.ReleaseStatements();
        Paths.UndoAll();
        if (Connection.IsInTransaction) Connection.Execute("ROLLBACK");
    }

    /// <summary>Undoes the only work that has written so far.</summary>
    public void Restart()
    {
        if (Connection.IsInTransaction) Connection.Execute("ROLLBACK");
        Connection.Execute("BEGIN IMMEDIATE");
    }
}
