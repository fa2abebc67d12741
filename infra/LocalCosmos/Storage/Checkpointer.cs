using Serverless.LocalCosmos.Storage.Sqlite;

namespace Serverless.LocalCosmos.Storage;

/// <summary>
/// Keeps the write-ahead log short. The bulk of it is moved into the file in the background while writing goes on; only
/// when readers or a steady stream of writes have kept the log from ever starting over does the writer wait for it.
/// </summary>
internal sealed class Checkpointer(Func<Connection> open, ReaderPool readers, StorageOptions options) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private Connection? _connection;
    private Task _background = Task.CompletedTask;
    private long _writtenBytes;
    private long _logBytes;

    /// <summary>The writer calls this between two groups.</summary>
    public async ValueTask AfterGroupAsync(Connection writer)
    {
        _writtenBytes += (long)writer.TakePagesWritten() * Connection.PageSize;
        if (!_background.IsCompleted)
        {
            if (_writtenBytes < options.MaxLogBytes) return;
            await _background;
        }

        if (Interlocked.Exchange(ref _logBytes, 0) is > 0 and var log)
        {
            await FinishAsync(writer, log);
            _writtenBytes = 0;
        }
        else if (_writtenBytes >= options.CheckpointBytes)
        {
            _writtenBytes = 0;
            _background = Task.Run(MovePages);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _background;
        _connection?.Dispose();
    }

    private void MovePages()
    {
        try
        {
            _connection ??= open();
            _connection.Checkpoint(CheckpointMode.Passive, out var frames, out _);
            Volatile.Write(ref _logBytes, (long)frames * Connection.PageSize);
        }
        catch (StorageException)
        {
            // A full or failing disk: nothing is lost, the pages stay in the log, and the next round tries again.
        }
    }

    /// <summary>
    /// Moves the few pages that were written meanwhile. The log then starts over with the next write, in the same part of
    /// the file, unless a reader looks into it at that very moment.
    /// </summary>
    private async Task FinishAsync(Connection writer, long logBytes)
    {
        try
        {
            if (logBytes <= options.MaxLogBytes) writer.Checkpoint(CheckpointMode.Passive, out _, out _);
            else await EmptyAsync(writer);
        }
        catch (StorageException)
        {
            // As above: the log stays as it is until the next round.
        }
    }

    private async Task EmptyAsync(Connection writer)
    {
        // Readers are short: while new ones wait, those that are in leave.
        if (!await readers.TryCloseGateAsync(Patience)) return;
        writer.WaitWhenBusy(false);
        try
        {
            writer.Checkpoint(CheckpointMode.Truncate, out _, out _);
        }
        finally
        {
            writer.WaitWhenBusy(true);
            readers.OpenGate();
        }
    }
}
