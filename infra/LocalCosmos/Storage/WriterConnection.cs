using Serverless.LocalCosmos.Storage.Sqlite;

namespace Serverless.LocalCosmos.Storage;

/// <summary>
/// The connection that the writer uses: its own for a file; in memory the only one there is, which it shares with the
/// readers by turns, so that no reader sees a group that is not committed.
/// </summary>
internal sealed class WriterConnection(ReaderPool pool, Connection? own, Checkpointer? checkpointer) : IAsyncDisposable
{
    public ValueTask<Connection> TakeAsync() =>
        own is null ? pool.TakeAsync(CancellationToken.None) : ValueTask.FromResult(own);

    public async ValueTask ReturnAsync(Connection connection)
    {
        if (checkpointer is null) pool.Return(connection);
        else if (!connection.IsInTransaction) await checkpointer.AfterGroupAsync(connection);
    }

    public async ValueTask DisposeAsync()
    {
        if (checkpointer is not null) await checkpointer.DisposeAsync();
        await pool.DisposeAsync();
        // The last connection to close moves what is left of the log into the file and removes the log.
        own?.Dispose();
    }
}
