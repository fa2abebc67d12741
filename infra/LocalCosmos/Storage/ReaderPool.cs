using System.Collections.Concurrent;
using Serverless.LocalCosmos.Storage.Sqlite;

namespace Serverless.LocalCosmos.Storage;

/// <summary>Read connections, opened when needed and reused last in, first out, so that few are ever warm.</summary>
internal sealed class ReaderPool : IAsyncDisposable
{
    private static readonly TimeSpan LeaveTime = TimeSpan.FromSeconds(5);

    private readonly Func<Connection> _open;
    private readonly int _size;
    private readonly SemaphoreSlim _free;
    private readonly ConcurrentStack<Connection> _idle = new();
    private volatile bool _closed;

    public ReaderPool(int size, Func<Connection> open)
    {
        _size = size;
        _open = open;
        _free = new SemaphoreSlim(size);
    }

    public async ValueTask<Connection> TakeAsync(CancellationToken cancellation)
    {
        await _free.WaitAsync(cancellation);
        try
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(ContainerStore));
            return _idle.TryPop(out var connection) ? connection : _open();
        }
        catch
        {
            _free.Release();
            throw;
        }
    }

    public void Return(Connection connection)
    {
        if (_closed) connection.Dispose();
        else _idle.Push(connection);
        _free.Release();
    }

    /// <summary>Keeps new readers out and waits for those that are in. False when one stays longer than <paramref name="patience"/>.</summary>
    public async Task<bool> TryCloseGateAsync(TimeSpan patience)
    {
        for (var taken = 0; taken < _size; taken++)
        {
            if (await _free.WaitAsync(patience)) continue;
            if (taken > 0) _free.Release(taken);
            return false;
        }

        return true;
    }

    public void OpenGate() => _free.Release(_size);

    /// <summary>A reader that does not leave in time closes its connection when it does.</summary>
    public async ValueTask DisposeAsync()
    {
        _closed = true;
        if (await TryCloseGateAsync(LeaveTime)) OpenGate();
        while (_idle.TryPop(out var connection)) connection.Dispose();
    }
}
