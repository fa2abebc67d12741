using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Serverless.LocalRuntime.Storage;

/// <summary>
/// Runs everything that touches the database, in order. What waits together shares one transaction; its callers, and what
/// follows from it, hear of it after the commit.
/// </summary>
internal sealed class GroupWriter : IAsyncDisposable
{
    private const int MaxWorks = 512;

    private readonly Channel<Work> _queue = Channel.CreateUnbounded<Work>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Database _database;
    private readonly Task _loop;

    public GroupWriter(Database database)
    {
        _database = database;
        _loop = Task.Run(RunAsync);
    }

    /// <param name="work">What refuses must throw before it writes: its part of the transaction is not undone.</param>
    /// <param name="committed">Runs in the order of the commits, before any later work is begun.</param>
    public Task<T> RunAsync<T>(Func<Database, T> work, Action<T>? committed = null)
    {
        var queued = new Work<T>(work, committed);
        ObjectDisposedException.ThrowIf(!_queue.Writer.TryWrite(queued), typeof(GroupWriter));
        return queued.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
        _database.Dispose();
    }

    private async Task RunAsync()
    {
        List<Work> group = [];
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (group.Count < MaxWorks && _queue.Reader.TryRead(out var work)) group.Add(work);
            Commit(group);
            foreach (var work in group) work.Complete();
            group.Clear();
        }
    }

    private void Commit(List<Work> group)
    {
        try
        {
            _database.Run("BEGIN IMMEDIATE");
            foreach (var work in group) work.Run(_database);
            _database.Run("COMMIT");
        }
        catch (SqliteException failure)
        {
            foreach (var work in group) work.Fail(failure);
            // Some failures have rolled back already.
            try
            {
                _database.Run("ROLLBACK");
            }
            catch (SqliteException)
            {
            }
        }
    }

    private abstract class Work
    {
        public abstract void Run(Database database);

        public abstract void Complete();

        public abstract void Fail(Exception failure);
    }

    private sealed class Work<T>(Func<Database, T> run, Action<T>? committed) : Work
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;
        private Exception? _failure;

        public Task<T> Task => _done.Task;

        public override void Run(Database database)
        {
            try
            {
                _result = run(database);
            }
            catch (Exception refusal) when (refusal is not SqliteException)
            {
                _failure = refusal;
            }
        }

        public override void Fail(Exception failure) => _failure = new IOException("The write was not committed.", failure);

        public override void Complete()
        {
            if (_failure is not null)
            {
                _done.SetException(_failure);
                return;
            }

            committed?.Invoke(_result!);
            _done.SetResult(_result!);
        }
    }
}
