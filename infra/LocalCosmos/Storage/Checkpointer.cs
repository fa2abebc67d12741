using Serverless.LocalCosmos.Storage.Sqlite;

namespace Serverless.LocalCosmos.Storage;

/// <summary>
/// Keeps the write-ahead log short. It is moved into the file in the background; when that ends before the next commit, SQLite
/// starts the log over by itself. Only when readers or a steady stream of commits have kept it from doing so, and the log has
/// become long, does the writer wait.
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

        if (Volatile.Read(ref _logBytes) > options.MaxLogBytes)
        {
            (_logBytes, _writtenBytes) = (0, 0);
            await EmptyAsync(writer);
        }
        else if (_writtenBytes >= options.CheckpointBytes)
        {
            _writtenBytes = 0;
            // It waits for the disk, and must not hold one of the few threads that serve requests.
            _background = Task.Factory.StartNew(MovePages, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
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

    private async Task EmptyAsync(Connection writer)
    {
        // Readers are short: while new ones wait, those that are in leave.
        if (!await readers.TryCloseGateAsync(Patience)) return;
        writer.WaitWhenBusy(false);
        try
        {
            writer.Checkpoint(CheckpointMode.Truncate, out _, out _);
        }
        catch (StorageException)
        {
            // As above: the log stays as it is until the next round.
        }
        finally
        {
            writer.WaitWhenBusy(true);
            readers.OpenGate();
        }
    }
}
