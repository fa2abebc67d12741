using System.Threading.Channels;
using Serverless.LocalCosmos.Storage.Sqlite;

namespace Serverless.LocalCosmos.Storage;

/// <summary>
/// The one writer of a container. It takes everything that waits, up to a bound, runs it in one transaction and tells the
/// callers after the commit: under load many writes share the cost of one.
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
    private readonly TimeProvider _time;
    private readonly List<Work> _works = [];
    private readonly PathIds _paths = new();
    private readonly Task _loop;
    private GroupState _state;
    private long _lastLsn;

    public GroupWriter(WriterConnection connection, GroupState state, TimeProvider time)
    {
        _connection = connection;
        _state = state;
        _lastLsn = state.Clock.Lsn;
        _time = time;
        _loop = RunAsync();
    }

    public long LastLsn => Volatile.Read(ref _lastLsn);

    public GroupState State => _state;

    public Task<T> WriteAsync<T>(Func<WriteTransaction, T> work, CancellationToken cancellation)
    {
        var queued = new Work<T>(work, cancellation);
        ObjectDisposedException.ThrowIf(!_queue.Writer.TryWrite(queued), typeof(ContainerStore));
        return queued.Task;
    }

    /// <summary>Finishes what is queued.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
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
        var group = new WriteGroup(connection, _paths, _state);
        try
        {
            group.Begin();
            while (_works.Count < MaxWorks && group.ChangedBytes < MaxBytes && _queue.Reader.TryRead(out var work))
            {
                _works.Add(work);
                if (!work.IsCancelled) group.Run(work, _time.GetUtcNow().ToUnixTimeSeconds());
            }

            group.Commit();
            _state = group.State;
            Volatile.Write(ref _lastLsn, _state.Clock.Lsn);
        }
        catch (Exception failure)
        {
            // Nothing of the group is stored, and no caller may be left waiting, whatever the reason.
            if (_works.Count == 0 && _queue.Reader.TryRead(out var first)) _works.Add(first);
            foreach (var work in _works) work.Failure ??= NotCommitted(failure);
            group.Rollback();
        }
    }

    private static StorageException NotCommitted(Exception failure) => new(
        (failure as StorageException)?.ResultCode ?? 0,
        $"The write was not committed: {failure.Message}",
        failure);
}
