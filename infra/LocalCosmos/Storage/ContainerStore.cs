using Serverless.LocalCosmos.Storage.Sqlite;

namespace Serverless.LocalCosmos.Storage;

/// <summary>
/// One container's items, index and history, in one SQLite file or in memory. Writes go through one group-commit writer;
/// reads are snapshots that never wait for it. In memory, reads and writes take turns: there a caller must dispose its
/// <see cref="ReadTransaction"/> before it awaits a write.
/// </summary>
internal sealed class ContainerStore : IAsyncDisposable
{
    private const int PromptSteps = 100;

    private readonly TimeProvider _time;
    private readonly ReaderPool _readers;
    private readonly WriterConnection _connection;
    private readonly GroupWriter _writer;
    private readonly Sweeper _sweeper;
    private readonly Lazy<Task> _closing;

    private ContainerStore(TimeProvider time, StorageOptions options, ReaderPool readers, WriterConnection connection, RedoLog? log, GroupState state)
    {
        _time = time;
        Options = options;
        _readers = readers;
        _connection = connection;
        _writer = new GroupWriter(connection, log, options.MaxRedoBytes, state, time);
        _sweeper = new Sweeper(this, time);
        _closing = new Lazy<Task>(CloseAsync);
    }

    public StorageOptions Options { get; }

    /// <summary>The LSN of the last committed change.</summary>
    public long LastLsn => _writer.LastLsn;

    /// <summary>How documents are indexed, as of the last commit. Works use <see cref="WriteTransaction.Indexer"/>.</summary>
    public ItemIndexer Indexer => _writer.State.Indexer;

    /// <summary>Seconds, -1 for none by default, null when items never expire.</summary>
    public int? DefaultTimeToLive => _writer.State.DefaultTimeToLive;

    /// <param name="path">Null keeps the container in memory.</param>
    public static ContainerStore Open(string? path, TimeProvider time, StorageOptions options)
    {
        var writer = Connection.Open(path ?? Connection.Memory, options.WriterCacheKibibytes, options.SyncEveryCommit);
        RedoLog? log = null;
        try
        {
            Schema.Ensure(writer, path ?? Connection.Memory);
            var state = ContainerSettings.Read(writer);
            if (path is null)
            {
                var single = new ReaderPool(1, () => writer);
                return new(time, options, single, new WriterConnection(single, null, null), log: null, state);
            }

            var readers = new ReaderPool(options.MaxReaders, () => OpenReader(path, options));
            var checkpointer = new Checkpointer(() => OpenReader(path, options), readers, options);
            var connection = new WriterConnection(readers, writer, checkpointer);
            log = RedoLog.Open(path + RedoLog.Suffix);
            state = Recover(writer, log, state);
            if (!options.SyncEveryCommit) return new(time, options, readers, connection, log, state);
            log.Delete();
            return new(time, options, readers, connection, log: null, state);
        }
        catch
        {
            log?.Dispose();
            writer.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Runs <paramref name="work"/> in the next group and completes after its commit. A work that throws leaves nothing, and
    /// the exception is the caller's. Cancelled before it begins, it does not run; once begun it is not stopped.
    /// </summary>
    public Task<T> WriteAsync<T>(
        Func<WriteTransaction, T> work, CancellationToken cancellation, WorkKind kind = WorkKind.Items) =>
        _writer.WriteAsync(work, kind, cancellation);

    /// <summary>
    /// Makes the file agree with the container's definition. The terms and the expiry of the items that are there follow in
    /// steps: in a container of moderate size before this returns, in a large one the sweeper goes on with them.
    /// </summary>
    public async Task ConfigureAsync(ItemIndexer indexer, int? defaultTimeToLive, CancellationToken cancellation)
    {
        await WriteAsync(
            work =>
            {
                work.SetIndexer(indexer);
                work.SetDefaultTimeToLive(defaultTimeToLive);
                return true;
            },
            cancellation,
            WorkKind.Upkeep);
        var steps = 0;
        while (steps++ < PromptSteps && await WriteAsync(work => work.ExpireMore() | work.IndexMore(), cancellation, WorkKind.Upkeep))
        {
        }
    }

    /// <summary>One item, without a commit of the changes that wait for theirs.</summary>
    public async ValueTask<StoredItem?> FindAsync(byte[] epk, string id, CancellationToken cancellation)
    {
        if (_writer.HasUncommitted) return await WriteAsync(transaction => transaction.Find(epk, id), cancellation);
        using var snapshot = await BeginReadAsync(cancellation);
        return snapshot.Find(epk, id);
    }

    /// <summary>A snapshot with all that was acknowledged until now.</summary>
    public async ValueTask<ReadTransaction> ReadAsync(CancellationToken cancellation)
    {
        // What is read through it may take long, and must not hold the thread that brought the request.
        await Task.Yield();
        if (_writer.HasUncommitted) await _writer.CommitAsync(cancellation);
        return await BeginReadAsync(cancellation);
    }

    private async ValueTask<ReadTransaction> BeginReadAsync(CancellationToken cancellation)
    {
        var connection = await _readers.TakeAsync(cancellation);
        try
        {
            connection.Execute("BEGIN");
        }
        catch
        {
            _readers.Return(connection);
            throw;
        }

        return new ReadTransaction(connection, _time.GetUtcNow().ToUnixTimeSeconds(), EndRead);
    }

    /// <summary>Finishes what is queued and closes the file. Asking again waits for the same end.</summary>
    public ValueTask DisposeAsync() => new(_closing.Value);

    private async Task CloseAsync()
    {
        await _sweeper.DisposeAsync();
        await _writer.DisposeAsync();
        await _connection.DisposeAsync();
    }

    /// <summary>Repeats what the last process acknowledged and did not bring into the file.</summary>
    private static GroupState Recover(Connection writer, RedoLog log, GroupState state)
    {
        var terms = new PendingTerms();
        var tables = new ItemTables(writer, terms);
        writer.Execute("BEGIN IMMEDIATE");
        foreach (var (clock, changes) in log.Missing(state.Clock))
        {
            tables.Repeat(changes, state.Indexer);
            state = state with { Clock = clock };
        }

        terms.Write(writer);
        state.Clock.Write(writer);
        writer.Execute("COMMIT");
        return state;
    }

    private static Connection OpenReader(string path, StorageOptions options) =>
        Connection.Open(path, options.ReaderCacheKibibytes, options.SyncEveryCommit);

    private void EndRead(Connection connection)
    {
        connection.ReleaseStatements();
        if (connection.IsInTransaction) connection.Execute("COMMIT");
        _readers.Return(connection);
    }
}
