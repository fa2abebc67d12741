using Serverless.LocalCosmos.Storage;
using SQLitePCL;

namespace Serverless.Unit.Storage;

public sealed class RedoLogTests : IDisposable
{
    private static readonly StorageOptions NeverByItself = StorageOptions.Default with { MaxRedoBytes = long.MaxValue };

    private readonly string _directory = Directory.CreateTempSubdirectory("redo").FullName;

    private string Copy => Path.Combine(_directory, "container.db");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_log_cut_at_any_byte_gives_back_the_first_works_whole()
    {
        await using var store = TestStore.OnDisk(NeverByItself);
        for (var i = 1; i <= 12; i++) await ChangeAsync(store, i);
        var log = await TakeFilesAsync(store);

        var reached = new HashSet<long>();
        for (var cut = 0; cut <= log.Length; cut += 29)
        {
            reached.Add(await ReopenCopyAsync(log.AsMemory(0, log.Length - cut)));
            Restore(store);
        }

        Assert.Equal(Enumerable.Range(0, 13).Select(works => (long)works), reached.Order());
    }

    [Fact]
    public async Task A_damaged_byte_ends_the_log_there()
    {
        await using var store = TestStore.OnDisk(NeverByItself);
        for (var i = 1; i <= 12; i++) await ChangeAsync(store, i);
        var log = await TakeFilesAsync(store);

        for (var at = 0; at < log.Length; at += 41)
        {
            var damaged = log.ToArray();
            damaged[at] ^= 0x10;
            Assert.InRange(await ReopenCopyAsync(damaged), 0, 11);
            Restore(store);
        }
    }

    [Fact]
    public async Task What_an_earlier_round_left_behind_the_last_group_is_not_repeated()
    {
        await using var store = TestStore.OnDisk(NeverByItself);
        for (var i = 1; i <= 9; i++) await ChangeAsync(store, i);
        await store.ReadAsync(read => read.LastLsn);
        await ChangeAsync(store, 10);

        Assert.Equal(10, await ReopenCopyAsync(await TakeFilesAsync(store)));
    }

    [Fact]
    public async Task A_log_that_was_long_in_an_earlier_round_is_repeated_like_any_other()
    {
        await using var store = TestStore.OnDisk(NeverByItself);
        var filler = new string('x', 400_000);
        for (var i = 1; i <= 4; i++) await ChangeAsync(store, i, filler);
        await store.ReadAsync(read => read.LastLsn);
        for (var i = 5; i <= 8; i++)
        {
            await ChangeAsync(store, i);
            Assert.Equal(i, await ReopenCopyAsync(await TakeFilesAsync(store)));
        }

        for (var i = 9; i <= 14; i++) await ChangeAsync(store, i, filler);
        Assert.Equal(14, await ReopenCopyAsync(await TakeFilesAsync(store)));
    }

    [Fact]
    public async Task A_log_that_its_file_has_outgrown_is_passed_over()
    {
        await using var store = TestStore.OnDisk(NeverByItself);
        for (var i = 1; i <= 5; i++) await ChangeAsync(store, i);
        var old = await TakeFilesAsync(store);
        await ChangeAsync(store, 6);
        await store.ReadAsync(read => read.LastLsn);
        await TakeFilesAsync(store);

        Assert.Equal(6, await ReopenCopyAsync(old));
    }

    [Fact]
    public async Task A_log_that_begins_after_its_file_ends_is_not_repeated()
    {
        await using var store = TestStore.OnDisk(NeverByItself);
        await ChangeAsync(store, 1);
        await store.ReadAsync(read => read.LastLsn);
        await TakeFilesAsync(store);
        await ChangeAsync(store, 2);
        await store.ReadAsync(read => read.LastLsn);
        await ChangeAsync(store, 3);

        Assert.Equal(1, await ReopenCopyAsync(await File.ReadAllBytesAsync(store.Path + RedoLog.Suffix)));
    }

    [Fact]
    public async Task When_the_commit_fails_what_was_acknowledged_stands_and_readers_are_told()
    {
        await using var store = TestStore.OnDisk(NeverByItself);
        var refuse = true;
        await store.WriteAsync(
            transaction =>
            {
                raw.sqlite3_commit_hook(transaction.Handle, _ => refuse ? 1 : 0, null);
                refuse = false;
                return 0;
            },
            WorkKind.Upkeep);
        await ChangeAsync(store, 1);
        refuse = true;
        await Assert.ThrowsAsync<StorageException>(() => store.ReadAsync(read => read.LastLsn));
        await ChangeAsync(store, 2);
        Assert.NotNull(await store.Store.FindAsync(TestStore.Key(2), "2", CancellationToken.None));

        refuse = false;
        Assert.Equal(2, await store.ReadAsync(read => read.LastLsn));
        await store.ReadAsync(Verify);
    }

    [Fact]
    public async Task When_the_log_is_full_nothing_of_the_work_stays()
    {
        await using var store = TestStore.OnDisk();
        await ChangeAsync(store, 1);
        await store.Store.DisposeAsync();
        File.CreateSymbolicLink(store.Path + RedoLog.Suffix, "/dev/full");
        await store.ReopenAsync();

        var failure = await Assert.ThrowsAsync<StorageException>(() => ChangeAsync(store, 2));

        Assert.Contains("not committed", failure.Message, StringComparison.Ordinal);
        Assert.Null(await store.Store.FindAsync(TestStore.Key(2), "2", CancellationToken.None));
        Assert.Equal(1, await store.ReadAsync(Verify));
        Assert.Equal(1, store.Store.LastLsn);
    }

    [Fact]
    public async Task Only_upkeep_changes_more_than_items()
    {
        await using var store = TestStore.OnDisk();
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.WriteAsync(transaction =>
        {
            transaction.SetDefaultTimeToLive(5);
            return 0;
        }));
        Assert.Null(store.Store.DefaultTimeToLive);
    }

    /// <summary>Work number i creates item i, changes the item before and deletes the one before that: all or none of it.</summary>
    private static Task<int> ChangeAsync(TestStore store, int i, string filler = "") => store.WriteAsync(transaction =>
    {
        TestStore.Create(transaction, i % 200, $"{i}", $"\"n\":{i},\"version\":1,\"filler\":\"{filler}\"", expiresIn: i % 2 == 0 ? 1000 : null);
        if (i > 1) TestStore.Replace(transaction, (i - 1) % 200, $"{i - 1}", $"\"n\":{i - 1},\"version\":2");
        if (i > 2) TestStore.Delete(transaction, (i - 2) % 200, $"{i - 2}");
        return 0;
    });

    /// <returns>How many works there have been.</returns>
    private static long Verify(ReadTransaction read)
    {
        var count = (int)read.LastLsn;
        Assert.Equal(
            Enumerable.Range(1, count).TakeLast(2).Select(i => $"{i}"),
            read.Scan(EpkRange.Full, 0).Select(item => item.Id));
        Assert.Equal(Math.Min(count, 2), read.Index("/n", KeyRange.All, false, null).Count());
        Assert.Equal(Math.Max(0, count - 1), read.Index("/version", KeyRange.Exactly(IndexKey.Encode(2)), false, null).Count() + Math.Max(0, count - 2));
        Assert.Equal(count + Math.Max(0, count - 1) + Math.Max(0, count - 2), read.Versions(0, EpkRange.Full).Count());
        return count;
    }

    private async Task<byte[]> TakeFilesAsync(TestStore store)
    {
        byte[] log = [];
        await store.WriteAsync(_ =>
        {
            log = File.ReadAllBytes(store.Path + RedoLog.Suffix);
            Restore(store);
            return 0;
        });
        return log;
    }

    private void Restore(TestStore store)
    {
        File.Copy(store.Path!, Copy, overwrite: true);
        File.Copy(store.Path + "-wal", Copy + "-wal", overwrite: true);
    }

    private async Task<long> ReopenCopyAsync(ReadOnlyMemory<byte> log)
    {
        await File.WriteAllBytesAsync(Copy + RedoLog.Suffix, log);
        await using var reopened = ContainerStore.Open(Copy, new TestTime(), StorageOptions.Default);
        using var read = await reopened.ReadAsync(CancellationToken.None);
        return Verify(read);
    }
}
