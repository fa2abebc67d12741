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

    private ContainerStore(TimeProvider time, StorageOptions options, ReaderPool readers, WriterConnection connection, GroupState state)
    {
        _time = time;
        Options = options;
        _readers = readers;
        _connection = connection;
        _writer = new GroupWriter(connection, state, time);
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
        try
        {
            Schema.Ensure(writer, path ?? Connection.Memory);
            var state = ContainerSettings.Read(writer);
            if (path is null)
            {
                var single = new ReaderPool(1, () => writer);
                return new(time, options, single, new WriterConnection(single, null, null), state);
            }

            var readers = new ReaderPool(options.MaxReaders, () => OpenReader(path, options));
            var checkpointer = new Checkpointer(() => OpenReader(path, options), readers, options);
            return new(time, options, readers, new WriterConnection(readers, writer, checkpointer), state);
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Runs <paramref name="work"/> in the next group and completes after its commit. A work that throws leaves nothing, and
    /// the exception is the caller's. Cancelled before it begins, it does not run; once begun it is not stopped.
    /// </summary>
    public Task<T> WriteAsync<T>(Func<WriteTransaction, T> work, CancellationToken cancellation) =>
        _writer.WriteAsync(work, cancellation);

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
            cancellation);
        var steps = 0;
        while (steps++ < PromptSteps && await WriteAsync(work => work.ExpireMore() | work.IndexMore(), cancellation))
        {
        }
    }

    public async ValueTask<ReadTransaction> ReadAsync(CancellationToken cancellation)
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

    private static Connection OpenReader(string path, StorageOptions options) =>
        Connection.Open(path, options.ReaderCacheKibibytes, options.SyncEveryCommit);

    private void EndRead(Connection connection)
    {
        connection.ReleaseStatements();
        if (connection.IsInTransaction) connection.Execute("COMMIT");
        _readers.Return(connection);
    }
}
