using System.Threading.Channels;
using Serverless.LocalCosmos.Storage.Sqlite;

namespace Serverless.LocalCosmos.Storage;

/// <summary>
/// The one writer of a container. It takes everything that waits, up to a bound, runs it, makes it durable at once and then
/// tells the callers: under load many writes share the cost of one.
/// </summary>
internal sealed class GroupWriter : IAsyncDisposable
{
    private const int MaxWorks = 256;
    private const long MaxBytes = 4 << 20;

    // A caller who finds the writer idle runs the group itself: two thread switches less. The loop leaves it after that group.
    private readonly Channel<Work> _queue = Channel.CreateUnbounded<Work>(new UnboundedChannelOptions
    {
        SingleReader = true,
        AllowSynchronousContinuations = true,
    });

    private readonly WriterConnection _connection;
    private readonly RedoLog? _log;
    private readonly long _maxLogBytes;
    private readonly TimeProvider _time;
    private readonly List<Work> _works = [];
    private readonly PendingTerms _terms = new();
    private readonly Task _loop;
    private GroupState _state;
    private long _lastLsn;
    private volatile bool _hasUncommitted;

    /// <param name="log">Null to commit every group.</param>
    public GroupWriter(WriterConnection connection, RedoLog? log, long maxLogBytes, GroupState state, TimeProvider time)
    {
        _connection = connection;
        _log = log;
        _maxLogBytes = maxLogBytes;
        _state = state;
        _lastLsn = state.Clock.Lsn;
        _time = time;
        _loop = RunAsync();
    }

    public long LastLsn => Volatile.Read(ref _lastLsn);

    public GroupState State => _state;

    /// <summary>Something acknowledged is not yet in the file, where a read transaction would look for it.</summary>
    public bool HasUncommitted => _hasUncommitted;

    public Task<T> WriteAsync<T>(Func<WriteTransaction, T> work, WorkKind kind, CancellationToken cancellation)
    {
        var queued = new Work<T>(work, kind, cancellation);
        ObjectDisposedException.ThrowIf(!_queue.Writer.TryWrite(queued), typeof(ContainerStore));
        return queued.Task;
    }

    /// <summary>Brings into the file all that was acknowledged until now.</summary>
    public Task CommitAsync(CancellationToken cancellation) => WriteAsync(_ => true, WorkKind.Upkeep, cancellation);

    /// <summary>Finishes what is queued.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
        if (_log is null) return;
        if (!_hasUncommitted) _log.Delete();
        else _log.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (await _queue.Reader.WaitToReadAsync())
            {
                var connection = await _connection.TakeAsync();
                RunGroup(connection);
                foreach (var work in _works) work.Complete();
                _works.Clear();
                await _connection.ReturnAsync(connection);
                if (_queue.Reader.TryPeek(out _)) await Task.Yield();
            }

            var last = await _connection.TakeAsync();
            TryCommit(new WriteGroup(last, _terms, _log, _state));
            await _connection.ReturnAsync(last);
        }
        catch (Exception failure)
        {
            // The connection can no longer be trusted: whoever waits, and whoever comes, is told.
            _queue.Writer.TryComplete(failure);
            while (_queue.Reader.TryRead(out var work)) _works.Add(work);
            foreach (var work in _works)
            {
                work.Failure ??= NotCommitted(failure);
                work.Complete();
            }
        }
    }

    private void RunGroup(Connection connection)
    {
        var group = new WriteGroup(connection, _terms, _log, _state);
        try
        {
            while (_works.Count < MaxWorks && group.ChangedBytes < MaxBytes && TryTake() is { } work)
            {
                if (_works.Count == 1) group.Begin(alone: work.Kind == WorkKind.Upkeep);
                if (!work.IsCancelled) group.Run(work, _time.GetUtcNow().ToUnixTimeSeconds());
            }

            group.End();
            _state = group.State;
            Volatile.Write(ref _lastLsn, _state.Clock.Lsn);
        }
        catch (Exception failure)
        {
            // Nothing of the group is stored, and no caller may be left waiting, whatever the reason.
            foreach (var work in _works) work.Failure ??= NotCommitted(failure);
            group.Rollback();
        }

        if (_log is null) return;
        if (_log.Length is 0 || _log.Length >= _maxLogBytes) TryCommit(group);
        _hasUncommitted = _log.Length > 0;
    }

    /// <summary>The next work, if it may join those of this group.</summary>
    private Work? TryTake()
    {
        if (!_queue.Reader.TryPeek(out var next)) return null;
        if (_works.Count > 0 && (next.Kind == WorkKind.Upkeep || _works[0].Kind == WorkKind.Upkeep)) return null;
        _queue.Reader.TryRead(out _);
        _works.Add(next);
        return next;
    }

    private void TryCommit(WriteGroup group)
    {
        try
        {
            group.CommitPending();
            _hasUncommitted = false;
        }
        catch (StorageException)
        {
            // A full or failing disk. Nothing is lost: all of it stands in the log, and whoever needs the commit is told.
        }
    }

    private static StorageException NotCommitted(Exception failure) => new(
        (failure as StorageException)?.ResultCode ?? 0,
        $"The write was not committed: {failure.Message}",
        failure);
}
