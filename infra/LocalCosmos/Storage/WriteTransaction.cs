using Serverless.LocalCosmos.Storage.Sqlite;

namespace Serverless.LocalCosmos.Storage;

/// <summary>
/// One work of the group that is being written. It sees its own changes and those of the works before it. Its LSN is
/// taken when it is first asked for, and is not used up by a work that in the end changes nothing.
/// </summary>
internal sealed partial class WriteTransaction : ReadTransaction
{
    private readonly WriteGroup _group;
    private readonly bool _allowsAll;
    private bool _hasLsn;
    private bool _hasWritten;
    private int _ordinal;

    /// <param name="allowsAll">False when only changes of items are kept.</param>
    internal WriteTransaction(WriteGroup group, long now, bool allowsAll)
        : base(group.Connection, Math.Max(now, group.State.Clock.Timestamp), release: null)
    {
        _group = group;
        _allowsAll = allowsAll;
        Before = group.State;
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

    internal GroupState Before { get; }

    internal bool IsAborted { get; private set; }

    /// <summary>Something may have been written.</summary>
    internal bool HasBegun { get; private set; }

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
        if (!_hasWritten) _group.State = Before;
    }

    private void BeginChange() => HasBegun = true;

    /// <summary>Called before anything but an item is changed.</summary>
    private void BeginUpkeep()
    {
        if (!_allowsAll) throw new InvalidOperationException("Only changes of items are in the redo log: run this as upkeep.");
        HasBegun = true;
        _hasWritten = true;
    }
}
