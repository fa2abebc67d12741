using Serverless.LocalCosmos.Storage.Sqlite;

namespace Serverless.LocalCosmos.Storage;

/// <summary>What kept an item from being written.</summary>
internal enum WriteConflict
{
    None,

    /// <summary>The partition has an item of this id.</summary>
    Id,

    /// <summary>Another item of the partition has the same values for a unique key.</summary>
    UniqueKey,
}

/// <summary>
/// One work of the group that is being written. It sees its own changes and those of the works before it. Its LSN is
/// taken when it is first asked for, and is not used up by a work that in the end changes nothing.
/// </summary>
internal sealed partial class WriteTransaction : ReadTransaction
{
    private readonly WriteGroup _group;
    private readonly GroupState _before;
    private bool _hasLsn;
    private bool _hasBegun;
    private bool _hasSavepoint;
    private bool _hasWritten;
    private int _ordinal;

    internal WriteTransaction(WriteGroup group, long now)
        : base(group.Connection, Math.Max(now, group.State.Clock.Timestamp), release: null)
    {
        _group = group;
        _before = group.State;
    }

    /// <summary>The LSN of this work: one for all its changes, so that no page of the change feed cuts a batch.</summary>
    public long Lsn => _hasLsn ? _group.State.Clock.Lsn : NewLsn();

    public override long LastLsn => _group.State.Clock.Lsn;

    /// <summary>Unix seconds of all changes of this work; never before those of an earlier one.</summary>
    public long Timestamp => Now;

    /// <summary>How this container's documents are indexed, as of this work.</summary>
    public ItemIndexer Indexer => _group.State.Indexer;

    /// <summary>Seconds, -1 for none by default, null when the container's items never expire.</summary>
    public int? DefaultTimeToLive => _group.State.DefaultTimeToLive;

    internal bool IsAborted { get; private set; }

    /// <summary>Takes back all of this work's changes when it returns; its result stands.</summary>
    public void Abort() => IsAborted = true;

    /// <summary>Gives the following changes an LSN of their own, for a work that makes independent changes.</summary>
    public long NewLsn()
    {
        _hasLsn = true;
        _ordinal = 0;
        var clock = _group.State.Clock;
        _group.State = _group.State with { Clock = clock with { Lsn = clock.Lsn + 1, Timestamp = Timestamp } };
        return clock.Lsn + 1;
    }

    public int NextOrdinal()
    {
        _ = Lsn;
        if (_ordinal > LogPosition.MaxOrdinal) throw new InvalidOperationException("One LSN holds no more changes.");
        return _ordinal++;
    }

    public long NextNumber()
    {
        var clock = _group.State.Clock;
        _group.State = _group.State with { Clock = clock with { Number = clock.Number + 1 } };
        return clock.Number + 1;
    }

    internal SQLitePCL.sqlite3 Handle => Connection.Handle;

    internal void Finish()
    {
        Connection.ReleaseStatements();
        if (!_hasWritten) _group.State = _before;
        if (_hasSavepoint) Connection.Execute("RELEASE work");
    }

    /// <summary>Leaves nothing of this work, and everything of the works before it.</summary>
    internal void Undo()
    {
        Connection.ReleaseStatements();
        _group.State = _before;
        if (!_hasBegun) return;
        _group.Paths.Undo();
        if (!_hasSavepoint)
        {
            _group.Restart();
            return;
        }

        Connection.Execute("ROLLBACK TO work");
        Connection.Execute("RELEASE work");
    }

    /// <summary>
    /// Called before anything is written. The first work of a group that writes needs no savepoint: to undo it is to begin
    /// the group's transaction again.
    /// </summary>
    private void BeginChange()
    {
        if (_hasBegun) return;
        _hasBegun = true;
        _hasSavepoint = _group.HasChanges;
        if (_hasSavepoint) Connection.Execute("SAVEPOINT work");
        _group.HasChanges = true;
        _group.Paths.Mark();
    }
}
