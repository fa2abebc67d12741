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

    /// <param name="work">What refuses throws before it writes. One that throws later takes the whole group with it.</param>
    /// <param name="committed">Runs in the order of the commits, before any later work is begun; its failure ends the writer.</param>
    /// <exception cref="IOException">Nothing of the work is stored, or the writer has ended.</exception>
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
        try
        {
            while (await _queue.Reader.WaitToReadAsync())
            {
                while (group.Count < MaxWorks && _queue.Reader.TryRead(out var work)) group.Add(work);
                Commit(group);
                foreach (var work in group) work.Complete();
                group.Clear();
            }
        }
        // What follows from a commit has failed half-way, and nothing later may build upon that: who waits, and who comes, is told.
#pragma warning disable CA1031
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _queue.Writer.TryComplete(failure);
            while (_queue.Reader.TryRead(out var work)) group.Add(work);
            foreach (var work in group) work.Abandon(failure);
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
        catch (Exception failure) when (failure is SqliteException or HalfWrittenException)
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

        /// <summary>Tells a caller who has not heard of it yet that the writer has ended.</summary>
        public abstract void Abandon(Exception failure);
    }

    private sealed class HalfWrittenException(Exception cause) : Exception("A work failed after it had written.", cause);

    private sealed class Work<T>(Func<Database, T> run, Action<T>? committed) : Work
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;
        private Exception? _failure;

        public Task<T> Task => _done.Task;

        public override void Run(Database database)
        {
            var changes = database.TotalChanges;
            try
            {
                _result = run(database);
            }
            catch (Exception refusal) when (refusal is not SqliteException)
            {
                if (database.TotalChanges != changes) throw new HalfWrittenException(refusal);
                _failure = refusal;
            }
        }

        public override void Fail(Exception failure) => _failure = new IOException("The write was not committed.", failure);

        public override void Abandon(Exception failure) => _done.TrySetException(new IOException("The writer has ended.", failure));

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
