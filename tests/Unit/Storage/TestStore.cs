using System.Text;
using Serverless.LocalCosmos.Storage;

namespace Serverless.Unit.Storage;

/// <summary>A container in a directory of its own, or in memory, with the few calls that most tests make.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    private readonly string? _directory;
    private readonly StorageOptions _options;

    private TestStore(string? directory, StorageOptions options)
    {
        _directory = directory;
        _options = options;
        Store = ContainerStore.Open(Path, Time, options);
    }

    public TestTime Time { get; } = new() { FiresTimers = false };

    public ContainerStore Store { get; private set; }

    public string? Path => _directory is null ? null : System.IO.Path.Combine(_directory, "container.db");

    public static TestStore OnDisk(StorageOptions? options = null) =>
        new(Directory.CreateTempSubdirectory("store").FullName, options ?? StorageOptions.Default);

    public static TestStore InMemory() => new(null, StorageOptions.Default);

    public static TestStore Create(bool onDisk) => onDisk ? OnDisk() : InMemory();

    /// <summary>A partition's key: one byte stands for the sixteen of a hash.</summary>
    public static byte[] Key(int partition) => [(byte)partition, 0xAB];

    public static byte[] Body(string id, string properties = "") =>
        Encoding.UTF8.GetBytes($"{{\"id\":\"{id}\"{(properties.Length == 0 ? "" : "," + properties)}}}");

    public async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        Store = ContainerStore.Open(Path, Time, _options);
    }

    public Task<T> WriteAsync<T>(Func<WriteTransaction, T> work, WorkKind kind = WorkKind.Items) =>
        Store.WriteAsync(work, CancellationToken.None, kind);

    public async Task<T> ReadAsync<T>(Func<ReadTransaction, T> read)
    {
        using var transaction = await Store.ReadAsync(CancellationToken.None);
        return read(transaction);
    }

    public Task<StoredItem> CreateAsync(int partition, string id, string properties = "", long? expiresIn = null) =>
        WriteAsync(transaction => Create(transaction, partition, id, properties, expiresIn));

    public Task<StoredItem> ReplaceAsync(int partition, string id, string properties) =>
        WriteAsync(transaction => Replace(transaction, partition, id, properties));

    public Task<bool> DeleteAsync(int partition, string id) =>
        WriteAsync(transaction => Delete(transaction, partition, id));

    public static StoredItem Create(
        WriteTransaction transaction, int partition, string id, string properties = "", long? expiresIn = null)
    {
        var number = transaction.NextNumber();
        while (true)
        {
            var item = new StoredItem(
                number,
                Key(partition),
                id,
                transaction.Lsn,
                transaction.NextOrdinal(),
                PreviousLsn: 0,
                transaction.Timestamp,
                transaction.Timestamp + expiresIn,
                Body(id, properties));
            var conflict = transaction.Insert(item, transaction.Indexer.Describe(item.Body));
            if (conflict == WriteConflict.None) return item;
            if (conflict != WriteConflict.Evicted) throw new ConflictException(conflict);
        }
    }

    public static StoredItem Replace(WriteTransaction transaction, int partition, string id, string properties)
    {
        var before = transaction.Find(Key(partition), id) ?? throw new KeyNotFoundException(id);
        var after = before with
        {
            Lsn = transaction.Lsn,
            Ordinal = transaction.NextOrdinal(),
            PreviousLsn = before.Lsn,
            Timestamp = transaction.Timestamp,
            Body = Body(id, properties),
        };
        var conflict = transaction.Replace(before, after, transaction.Indexer.Compare(before.Body, after.Body));
        return conflict == WriteConflict.None ? after : throw new ConflictException(conflict);
    }

    public static bool Delete(WriteTransaction transaction, int partition, string id)
    {
        if (transaction.Find(Key(partition), id) is not { } item) return false;
        transaction.Delete(item, transaction.Indexer.Describe(item.Body), expired: false);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        if (_directory is not null) Directory.Delete(_directory, recursive: true);
    }
}

internal sealed class ConflictException(WriteConflict conflict) : Exception(conflict.ToString())
{
    public WriteConflict Conflict { get; } = conflict;
}
